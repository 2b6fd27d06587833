#!/usr/bin/env node
import { CompiledModules } from './compiled-modules.ts'

/** The command as it is installed: the program is in the other files of its folder. */
new CompiledModules(import.meta.dirname).load('main.cjs')
