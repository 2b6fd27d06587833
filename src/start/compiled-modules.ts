import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { arch, config, execPath, platform, versions } from 'node:process'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

interface Module {
  exports: unknown
}

/** Bytes of the checksum before the code in its file. */
const HEADER = 4

/**
 * CommonJS modules in a folder, loaded with the code that V8 made of them when they were built, where that is in a file
 * beside them: a command need not read and compile what it runs. (From Node 22 on `module.enableCompileCache` does the
 * same, in a folder that is written while the program runs.)
 *
 * Code is taken from this very Node only, for this very text, and as it was written: V8 looks at neither the version of
 * Node nor at the text, and code that is damaged ends the process. Everything else is compiled anew.
 */
export class CompiledModules {
  /** Files whose code was there but could not be taken. */
  readonly outdated: string[] = []
  private readonly folder: string
  private readonly requireOther: NodeJS.Require
  private readonly modules = new Map<string, Module>()
  private readonly compiled = new Map<string, { readonly script: Script; readonly text: Buffer }>()

  constructor(folder: string) {
    this.folder = folder
    this.requireOther = createRequire(join(folder, 'index.js'))
  }

  /** The exports of the module in this file, which runs when it is first asked for. */
  load(file: string): unknown {
    const known = this.modules.get(file)
    if (known !== undefined) return known.exports
    const filename = join(this.folder, file)
    const script = this.compile(file, filename)
    const module: Module = { exports: {} }
    this.modules.set(file, module)
    const require = (name: string): unknown =>
      name.startsWith('./') ? this.load(name.slice(2)) : this.requireOther(name)
    script.runInThisContext()(module.exports, require, module, filename, this.folder)
    return module.exports
  }

  /** Writes what V8 has made so far of the modules that were loaded: functions that have run, not those that have not. */
  keepCode(): void {
    for (const [filename, { script, text }] of this.compiled) {
      const code = script.createCachedData()
      const header = Buffer.alloc(HEADER)
      header.writeUInt32LE(checksum(text, code))
      writeFileSync(codeOf(filename), Buffer.concat([header, code]))
    }
  }

  private compile(file: string, filename: string): Script {
    const text = readFileSync(filename)
    const source = `(function (exports, require, module, __filename, __dirname) {${text.toString()}\n})`
    const kept = readIfThere(codeOf(filename))
    const cachedData = kept?.subarray(HEADER)
    const fits =
      cachedData !== undefined && cachedData.length > 0 && kept?.readUInt32LE() === checksum(text, cachedData)
    const script = new Script(source, { filename, ...(fits ? { cachedData } : {}) })
    if (kept !== null && (!fits || script.cachedDataRejected === true)) this.outdated.push(file)
    this.compiled.set(filename, { script, text })
    return script
  }
}

/** Of this Node, the text and the code made of it. */
function checksum(text: Uint8Array, code: Uint8Array): number {
  return crc32(code, crc32(text, thisNode()))
}

let node: number | null = null

/** Builds of one version differ: distributions have their own. */
function thisNode(): number {
  node ??= crc32(JSON.stringify([versions, platform, arch, config, statSync(execPath).size]))
  return node
}

function codeOf(filename: string): string {
  return `${filename}.code`
}

function readIfThere(filename: string): Buffer | null {
  try {
    return readFileSync(filename)
  } catch {
    return null
  }
}
