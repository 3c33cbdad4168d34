/** Every problem a decision table can have, by code; a cell may also have those of a condition. */
export const tableProblems = {
  table_empty: 'The table has no header.',
  table_without_rows: 'The table has a header and no rows.',
  table_too_large: 'The table is larger than may be read.',
  table_quote_unclosed: 'A quote is never closed.',
  table_quote_misplaced: 'A quote stands inside a cell, or text follows after a cell in quotes.',
  table_row_ragged: 'A row has fewer or more cells than the header.',
  table_column_unknown: 'A column is named like no attribute.',
  table_column_twice: 'Two columns have the same name.',
  table_target_missing: 'A row, or the whole table, does not say where the lead goes.',
  table_id_twice: 'Two rows have the same id.',
  table_cell_malformed: 'A cell cannot be read.',
  table_range_empty: 'A range ends before it starts.',
  table_problems_cut: 'The table has more problems than are told at once.',
} as const satisfies Record<string, string>

export type TableProblemCode = keyof typeof tableProblems
