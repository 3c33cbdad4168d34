import type { Queryable } from './queryable.ts'

/** A column as the catalogue has it; `rule` is its default or, when it is generated, its expression. */
export type ColumnRow = {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly rule: string | null
  /** `''`, `s` for stored, `v` for virtual. */
  readonly generated: string
  /** `''`, `a` for always, `d` for by default. */
  readonly identity: string
}

/** A constraint; `kind` is the catalogue's letter: p primary key, u unique, f foreign key, c check, x exclusion. */
export type ConstraintRow = {
  readonly table: string
  readonly name: string
  readonly kind: string
  readonly definition: string
  readonly columns: readonly string[]
  readonly isDeferrable: boolean
  /** The table a foreign key points to. */
  readonly target: string | null
}

/** An index with its leading columns; an expression has no name. */
export type IndexRow = {
  readonly table: string
  readonly name: string
  readonly definition: string
  readonly isUnique: boolean
  /** Whether a constraint made it. */
  readonly isOfConstraint: boolean
  readonly columns: readonly (string | null)[]
}

/** Anything else with a name and a definition. */
export type NamedRow = { readonly table: string; readonly name: string; readonly definition: string }

/** Every column of every table, in order. */
export function listColumns(db: Queryable): Promise<readonly ColumnRow[]> {
  return db.query<ColumnRow>(
    `select pg_class.relname as "table", pg_attribute.attname as "name",
            format_type(pg_attribute.atttypid, pg_attribute.atttypmod) as "type",
            pg_attribute.attnotnull as "isRequired",
            pg_get_expr(pg_attrdef.adbin, pg_attrdef.adrelid) as "rule",
            pg_attribute.attgenerated::text as "generated", pg_attribute.attidentity::text as "identity"
       from pg_class
       join pg_attribute on pg_attribute.attrelid = pg_class.oid and pg_attribute.attnum > 0 and not pg_attribute.attisdropped
       left join pg_attrdef on pg_attrdef.adrelid = pg_class.oid and pg_attrdef.adnum = pg_attribute.attnum
      where pg_class.relnamespace = current_schema()::regnamespace and pg_class.relkind in ('r', 'p')
      order by pg_class.relname, pg_attribute.attnum`,
  )
}

/** Every constraint, but those that say only that a column is required. */
export function listConstraints(db: Queryable): Promise<readonly ConstraintRow[]> {
  return db.query<ConstraintRow>(
    `select pg_class.relname as "table", pg_constraint.conname as "name", pg_constraint.contype::text as "kind",
            pg_get_constraintdef(pg_constraint.oid) as "definition", pg_constraint.condeferrable as "isDeferrable",
            target.relname as "target",
            array(select pg_attribute.attname::text
                    from unnest(pg_constraint.conkey) with ordinality as key (number, place)
                    join pg_attribute on pg_attribute.attrelid = pg_constraint.conrelid and pg_attribute.attnum = key.number
                   order by key.place) as "columns"
       from pg_constraint
       join pg_class on pg_class.oid = pg_constraint.conrelid
       left join pg_class as target on target.oid = pg_constraint.confrelid
      where pg_constraint.connamespace = current_schema()::regnamespace and pg_constraint.contype <> 'n'
      order by pg_class.relname, position(pg_constraint.contype::text in 'pucxft'), pg_constraint.conname`,
  )
}

/** Every index. */
export function listIndexes(db: Queryable): Promise<readonly IndexRow[]> {
  return db.query<IndexRow>(
    `select pg_class.relname as "table", index_class.relname as "name", pg_get_indexdef(pg_index.indexrelid) as "definition",
            pg_index.indisunique as "isUnique",
            exists (select 1 from pg_constraint
                     where pg_constraint.conindid = pg_index.indexrelid
                       and pg_constraint.contype in ('p', 'u', 'x')) as "isOfConstraint",
            array(select pg_attribute.attname::text
                    from unnest(pg_index.indkey::smallint[]) with ordinality as key (number, place)
                    left join pg_attribute on pg_attribute.attrelid = pg_index.indrelid and pg_attribute.attnum = key.number
                   where key.place <= pg_index.indnkeyatts
                   order by key.place) as "columns"
       from pg_index
       join pg_class on pg_class.oid = pg_index.indrelid
       join pg_class as index_class on index_class.oid = pg_index.indexrelid
      where pg_class.relnamespace = current_schema()::regnamespace
      order by pg_class.relname, index_class.relname`,
  )
}

/** Every trigger of ours; those that serve foreign keys are left out. */
export function listTriggers(db: Queryable): Promise<readonly NamedRow[]> {
  return db.query<NamedRow>(
    `select pg_class.relname as "table", pg_trigger.tgname as "name", pg_get_triggerdef(pg_trigger.oid) as "definition"
       from pg_trigger
       join pg_class on pg_class.oid = pg_trigger.tgrelid
      where pg_class.relnamespace = current_schema()::regnamespace and not pg_trigger.tgisinternal
      order by pg_class.relname, pg_trigger.tgname`,
  )
}

/** Every function and procedure that no extension brought. */
export function listFunctions(db: Queryable): Promise<readonly NamedRow[]> {
  return db.query<NamedRow>(
    `select '' as "table", pg_proc.proname as "name", pg_get_functiondef(pg_proc.oid) as "definition"
       from pg_proc
      where pg_proc.pronamespace = current_schema()::regnamespace and pg_proc.prokind in ('f', 'p')
        and not exists (select 1 from pg_depend where pg_depend.objid = pg_proc.oid and pg_depend.deptype = 'e')
      order by pg_proc.proname, pg_get_function_identity_arguments(pg_proc.oid)`,
  )
}

/** Every view, as the statement that makes it. */
export function listViews(db: Queryable): Promise<readonly NamedRow[]> {
  return db.query<NamedRow>(
    `select '' as "table", pg_class.relname as "name",
            'create ' || case pg_class.relkind when 'm' then 'materialized ' else '' end || 'view '
              || quote_ident(pg_class.relname) || ' as' || chr(10) || pg_get_viewdef(pg_class.oid) as "definition"
       from pg_class
      where pg_class.relnamespace = current_schema()::regnamespace and pg_class.relkind in ('v', 'm')
      order by pg_class.relname`,
  )
}

/** Every sequence, by name. */
export function listSequences(db: Queryable): Promise<readonly NamedRow[]> {
  return db.query<NamedRow>(
    `select coalesce(owner.relname, '') as "table", pg_class.relname as "name",
            'create sequence ' || quote_ident(pg_class.relname) as "definition"
       from pg_class
       left join pg_depend on pg_depend.objid = pg_class.oid and pg_depend.deptype in ('a', 'i')
                          and pg_depend.refclassid = 'pg_class'::regclass
       left join pg_class as owner on owner.oid = pg_depend.refobjid
      where pg_class.relnamespace = current_schema()::regnamespace and pg_class.relkind = 'S'
      order by pg_class.relname`,
  )
}
