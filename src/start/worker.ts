import type * as Worker from '../experiment/worker.ts'
import { CompiledModules } from './compiled-modules.ts'

/** The entry of worker threads as it is installed. */
export const { perform } = new CompiledModules(import.meta.dirname).load('perform.cjs') as typeof Worker
