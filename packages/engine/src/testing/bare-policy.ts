import type { SymbolRef } from '../language/expression.ts'
import { classOfType } from '../policy/field-types.ts'
import type { Field, FieldType, Policy } from '../policy/policy.ts'
import type { Place } from '../policy/problem.ts'

/** Stands for a place in a document that was never written. */
export const nowhere: Place = { file: 'generated', line: 1, column: 1, endLine: 1, endColumn: 1 }

/** A policy of these parts and nothing else, for tests that need no document. */
export function barePolicy(parts: Partial<Policy>): Policy {
  return {
    name: 'bare',
    description: null,
    hash: '',
    fields: [],
    groups: {},
    leadSymbols: [],
    ownerSymbols: [],
    derived: [],
    constraints: [],
    routes: [],
    fallback: {
      unmatched: [],
      incomplete: { waitSeconds: 0, waitFor: [], then: [] },
      nobody: { lookAheadSeconds: 0, then: [] },
      place: nowhere,
    },
    reassign: [],
    clocks: {},
    tests: [],
    ...parts,
  }
}

/** The field behind a symbol of the lead, without aliases, limits or inference. */
export function bareField({ path, slot, type }: SymbolRef, fieldType: FieldType): Field {
  return {
    name: path,
    type: fieldType,
    many: type.kind === 'list',
    values: [],
    aliases: {},
    placeholders: [],
    min: null,
    max: null,
    infer: false,
    class: classOfType(fieldType),
    description: null,
    slot,
    place: nowhere,
  }
}
