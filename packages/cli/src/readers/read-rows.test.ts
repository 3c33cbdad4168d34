import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readText, rejectionsOf, valuesOf } from '../testing/read-text.ts'
import { readRows } from './read-rows.ts'

const fields = [
  { name: 'company', type: 'company' },
  { name: 'email', type: 'email' },
  { name: 'country', type: 'country' },
  { name: 'employees', type: 'integer' },
]

describe('reading delimited rows', () => {
  test('finds the delimiter out', async () => {
    for (const [delimiter, text] of [
      [',', 'id,name\n1,"a;b;c"\n2,d\n'],
      [';', 'id;name\n1;a, b\n2;c, d\n'],
      ['\t', 'id\tname\n1\ta,b\n2\tc\n'],
      ['|', 'id|name\n1|a\n2|b,c\n'],
      [',', 'id\n1\n2\n'],
    ]) {
      const { found } = await readText(text ?? '')
      assert.equal(found.delimiter, delimiter, text)
    }
  })

  test('believes the line with which Excel says what separates the cells', async () => {
    const { rows, found } = await readText('sep=;\nid;name\n1;a\n')
    assert.equal(found.delimiter, ';')
    assert.deepEqual(valuesOf(rows), [{ id: '1', name: 'a' }])
  })

  test('gives headings to fields whatever their case, spaces and underscores', async () => {
    const { rows } = await readText(
      'ID;Company Name;E-Mail;COUNTRY_code;Number of Employees\n1;Acme;a@b.example;DE;10\n',
      { fields },
    )
    assert.deepEqual(valuesOf(rows), [
      { id: '1', company: 'Acme', email: 'a@b.example', country: 'DE', employees: '10' },
    ])
  })

  test('gives each field one column: what --map says, then its own name, then a usual one', async () => {
    const text = 'Organization,Company Name,Company,Firm\na,b,c,d\n'
    assert.deepEqual(valuesOf((await readText(text, { fields })).rows), [
      { Organization: 'a', 'Company Name': 'b', company: 'c', Firm: 'd' },
    ])
    const mapped = await readText(text, { fields, map: new Map([['Firm', 'company']]) })
    assert.deepEqual(valuesOf(mapped.rows), [{ Organization: 'a', 'Company Name': 'b', Company: 'c', company: 'd' }])
    assert.deepEqual(
      mapped.found.columns.map((column) => column.by),
      ['none', 'none', 'none', 'map'],
    )
  })

  test('keeps columns without a field, without a heading, or with a heading that came before', async () => {
    const { rows, found } = await readText('id,Note,,Note,__proto__\n1,a,b,c,d\n')
    assert.deepEqual(Object.entries(valuesOf(rows)[0] ?? {}), [
      ['id', '1'],
      ['Note', 'a'],
      ['column 3', 'b'],
      ['Note (2)', 'c'],
      ['__proto__ (2)', 'd'],
    ])
    assert.match(found.notes.join(), /The heading Note stands more than once/)
  })

  test('rejects rows with too many or too few cells, names the line, and goes on', async () => {
    const { rows } = await readText('id,a,b\n1,x,y\n2,x\n3,x,y,z\n4,x,y,,\n5,"x\ny",z\n6,"x\n7,x,y\n')
    assert.deepEqual(
      valuesOf(rows).map((values) => values.id),
      ['1', '4', '5', '7'],
    )
    assert.deepEqual(rejectionsOf(rows), [
      '3 has 2 cells where the heading has 3',
      '4 has 4 cells where the heading has 3',
      '8 has a quote that is not closed',
    ])
  })

  test('passes over lines that are blank, even when they hold delimiters', async () => {
    const { rows } = await readText('id,a\n\n1,x\n,\n\n2,y\n,\n')
    assert.deepEqual(
      rows.map((row) => row.line),
      [3, 6],
    )
  })

  test('takes the apostrophe away that keeps a spreadsheet from running a formula', async () => {
    const { rows } = await readText(`id,a,b,c\n1,'=1+1,'+49 30,'twas\n`)
    assert.deepEqual(valuesOf(rows), [{ id: '1', a: '=1+1', b: '+49 30', c: `'twas` }])
  })

  test('reads the same whatever the size of the chunks', async () => {
    const text = 'id,name,city\n1,"Müller, ""M"" GmbH",München\n2,東京,"a\r\nb"\n3,😀,"x\n'
    const whole = await readText(text)
    for (let chunkBytes = 1; chunkBytes < 30; chunkBytes += 1) {
      assert.deepEqual((await readText(text, { chunkBytes })).rows, whole.rows)
    }
  })

  test('names a mapping that fits no column or no field, and what was meant', async () => {
    const text = 'Company Name,Land\nAcme,DE\n'
    const map = (heading: string, field: string) => ({ fields, map: new Map([[heading, field]]) })
    await assert.rejects(readText(text, map('Compny Name', 'company')), {
      code: 'map_column_unknown',
      hint: /Did you mean Company Name\?/,
    })
    await assert.rejects(readText(text, map('Land', 'cuntry')), {
      code: 'map_field_unknown',
      hint: /Did you mean country\?/,
    })
  })
})

describe('reading JSON rows', () => {
  test('reads a list of objects, names their fields, and keeps their types', async () => {
    const { rows, found } = await readText(
      '[{"id": 1, "companyName": "Acme"},\n {"id": "2", "employees": 5, "tags": ["a"]}]',
      { fields },
    )
    assert.equal(found.format, 'json')
    assert.deepEqual(valuesOf(rows), [
      { id: 1, company: 'Acme' },
      { id: '2', employees: 5, tags: ['a'] },
    ])
  })

  test('rejects the elements that are no objects or no JSON, and goes on with the next', async () => {
    const { rows } = await readText('[{"id": 1},\n7,\n{"id": nope},\n{"a": "]}, [" , "id": 2},\n]')
    assert.deepEqual(valuesOf(rows), [{ id: 1 }, { a: ']}, [', id: 2 }])
    assert.match(
      rejectionsOf(rows).join('\n'),
      /^2 is not an object\n3 is not JSON: .*\n5 is missing between two commas$/,
    )
  })

  test('rejects what is cut off and what follows the end', async () => {
    assert.deepEqual(rejectionsOf((await readText('[{"id": 1},\n{"id": 2')).rows), [
      '2 is cut off: the file ends within the list',
    ])
    assert.deepEqual(rejectionsOf((await readText('[{"id": 1}]\n]')).rows), ['2 stands after the end of the list'])
  })

  test('takes one object that runs over several lines for one row', async () => {
    const { rows } = await readText('{\n  "id": 1\n}\n')
    assert.deepEqual(rows, [{ kind: 'row', line: 1, values: { id: 1 } }])
  })

  test('reads one object a line, rejects bad lines and goes on', async () => {
    const { rows, found } = await readText('{"id": 1}\n\n{"id": 2\n[3]\n{"id": 4}\r\n{"__proto__": {"x": 1}, "id": 5}')
    assert.equal(found.format, 'ndjson')
    assert.deepEqual(
      valuesOf(rows).map((values) => values.id),
      [1, 4, 5],
    )
    assert.equal(Object.hasOwn(valuesOf(rows)[2] ?? {}, '__proto__ (2)'), true)
    assert.match(rejectionsOf(rows).join('\n'), /^3 is not JSON: .*\n4 is not an object$/)
  })

  test('reads the same whatever the size of the chunks', async () => {
    for (const text of ['[{"id": "a\\"]"}, {"id": [1, {"b": "é😀"}]}, nope]', '{"id": "é😀"}\n{"id": 2}\nnope\n']) {
      const whole = await readText(text, { format: text.startsWith('[') ? 'json' : 'ndjson' })
      for (let chunkBytes = 1; chunkBytes < 20; chunkBytes += 1) {
        const parts = await readText(text, { chunkBytes, format: whole.found.format })
        assert.deepEqual(parts.rows, whole.rows)
      }
    }
  })
})

describe('opening a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rightful-read-'))
  after(() => rmSync(folder, { recursive: true }))
  const options = {
    stdin: Readable.from([]),
    fields: [],
    map: new Map(),
    format: null,
    delimiter: null,
    encoding: null,
  }

  async function rowsOf(name: string, content: string | Uint8Array) {
    writeFileSync(join(folder, name), content)
    const reading = await readRows(join(folder, name), options)
    const rows = []
    for await (const batch of reading.batches) rows.push(...batch)
    return rows
  }

  test('unpacks gzip', async () => {
    const text = `id,a\n${'1,x\n'.repeat(50_000)}`
    assert.equal((await rowsOf('leads.csv.gz', gzipSync(text))).length, 50_000)
  })

  test('goes by the content where the name says json, and by the name elsewhere', async () => {
    assert.equal((await rowsOf('lines.json', '{"id":1}\n{"id":2}\n')).length, 2)
    assert.deepEqual(valuesOf(await rowsOf('odd.csv', '[id],{a}\n1,2\n')), [{ id: '1', '{a}': '2' }])
  })

  test('refuses what is missing, empty, a folder, or no text, and says so', async () => {
    await assert.rejects(readRows(join(folder, 'none.csv'), options), { code: 'file_missing' })
    await assert.rejects(readRows(folder, options), { code: 'file_unreadable' })
    await assert.rejects(rowsOf('empty.csv', ''), { code: 'file_empty' })
    await assert.rejects(rowsOf('blank.json', ' \n'), { code: 'file_empty' })
    await assert.rejects(rowsOf('book.xlsx', Buffer.from('504b030414000600', 'hex')), {
      code: 'file_not_text',
      message: /Excel/,
    })
    await assert.rejects(rowsOf('cut.csv.gz', gzipSync('id,a\n1,x\n').subarray(0, 20)), { code: 'file_unreadable' })
  })
})
