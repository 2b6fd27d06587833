import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'

interface Module {
  exports: unknown
}

/**
 * CommonJS modules in a folder, loaded with the code that V8 made of them when they were built, which spares a command
 * the time to read and compile them: a tenth of a second. Each has it in a file beside itself, which V8 passes over if it
 * comes from another version. (From Node 22 on `module.enableCompileCache` does it, in a folder of the user's.)
 */
export class CompiledModules {
  private readonly folder: string
  private readonly requireOther: NodeJS.Require
  private readonly modules = new Map<string, Module>()
  private readonly scripts = new Map<string, Script>()
  /** Files whose code was there, but made by another version or for another text. */
  readonly outdated: string[] = []

  constructor(folder: string) {
    this.folder = folder
    this.requireOther = createRequire(join(folder, 'index.js'))
  }

  /** The exports of the module in this file, which runs when it is first asked for. */
  load(file: string): unknown {
    const known = this.modules.get(file)
    if (known !== undefined) return known.exports
    const filename = join(this.folder, file)
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'utf8')}\n})`
    const cachedData = readIfThere(codeOf(filename))
    const script = new Script(source, { filename, ...(cachedData === null ? {} : { cachedData }) })
    if (script.cachedDataRejected === true) this.outdated.push(file)
    const module: Module = { exports: {} }
    this.modules.set(file, module)
    this.scripts.set(filename, script)
    const require = (name: string): unknown =>
      name.startsWith('./') ? this.load(name.slice(2)) : this.requireOther(name)
    script.runInThisContext()(module.exports, require, module, filename, this.folder)
    return module.exports
  }

  /** Writes what V8 has made so far of the modules that were loaded: functions that have run, not those that have not. */
  keepCode(): void {
    for (const [filename, script] of this.scripts) writeFileSync(codeOf(filename), script.createCachedData())
  }
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
