import * as z from 'zod'
import { schema } from './schema.ts'

/** The part of JSON Schema that scenarios use. */
export interface JsonSchema {
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly pattern?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema | readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
}

/** Returns the JSON Schema (draft 7) of scenario files, for completion and first checks in editors. */
export function jsonSchema(): JsonSchema {
  return { ...schemaOf(schema), title: 'handover scenario' }
}

/** Returns the JSON Schema of a part of them. */
export function schemaOf(part: z.ZodType): JsonSchema {
  // Words check themselves; what JSON Schema can say about one is in its metadata.
  return z.toJSONSchema(part, { io: 'input', target: 'draft-07', unrepresentable: 'any' }) as JsonSchema
}
