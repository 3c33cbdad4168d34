import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { DocumentNode } from './document-node.ts'
import { documentLimits } from './document-reading.ts'
import { readDocument } from './read-document.ts'

const conditionKeys = ['when', 'require']

function read(text: string): ReturnType<typeof readDocument> {
  return readDocument(text, { file: 'p.yaml', conditionKeys })
}

function plain(node: DocumentNode | null): unknown {
  if (node === null || node.kind === 'nothing') return null
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))
    case 'list':
      return node.items.map(plain)
    default:
      return node.value
  }
}

/** Code, line and column of each problem. */
function told(text: string): readonly string[] {
  return read(text).problems.map(({ code, place }) => `${code} ${place.line}:${place.column}`)
}

describe('a condition without its quotes', () => {
  const accidents: readonly {
    readonly name: string
    readonly text: string
    readonly meant: string
    readonly mended: string
  }[] = [
    {
      name: 'with brackets inside braces breaks YAML',
      text: '- { when: country in ["DE", "AT"] && segment == "x", value: y }',
      meant: 'country in ["DE", "AT"] && segment == "x"',
      mended: `- { when: 'country in ["DE", "AT"] && segment == "x"', value: y }`,
    },
    {
      name: 'with a comma inside braces is split without a word',
      text: '- { when: max(a, b) > 5, value: y }',
      meant: 'max(a, b) > 5',
      mended: "- { when: 'max(a, b) > 5', value: y }",
    },
    {
      name: 'with a comma inside a text is split without a word',
      text: '- { when: name == "a, b", value: y }',
      meant: 'name == "a, b"',
      mended: `- { when: 'name == "a, b"', value: y }`,
    },
    {
      name: 'with braces inside braces breaks YAML',
      text: '- { when: name.matches("a{2}"), value: y }',
      meant: 'name.matches("a{2}")',
      mended: `- { when: 'name.matches("a{2}")', value: y }`,
    },
    {
      name: 'that starts with ! is a tag',
      text: '- when: !known(a) && b\n  value: y',
      meant: '!known(a) && b',
      mended: "- when: '!known(a) && b'",
    },
    {
      name: 'that starts with * is an alias',
      text: '- when: *a == 1\n  value: y',
      meant: '*a == 1',
      mended: "- when: '*a == 1'",
    },
    {
      name: 'that starts with & is an anchor',
      text: '- when: &a == 1\n  value: y',
      meant: '&a == 1',
      mended: "- when: '&a == 1'",
    },
    {
      name: 'that starts with a quoted text is cut after it',
      text: '- require: "gdpr" in owner.certifications  # why\n  value: y',
      meant: '"gdpr" in owner.certifications',
      mended: `- require: '"gdpr" in owner.certifications'  # why`,
    },
    {
      name: 'that starts with a list is taken for one',
      text: '- when: ["DE"].exists(c, c == country)\n  value: y',
      meant: '["DE"].exists(c, c == country)',
      mended: `- when: '["DE"].exists(c, c == country)'`,
    },
    {
      name: 'with a colon and a space is taken for a map',
      text: '- when: a ? true : false\n  value: y',
      meant: 'a ? true : false',
      mended: "- when: 'a ? true : false'",
    },
    {
      name: 'with a # in a text is cut as by a comment',
      text: '- when: name == "a #b"\n  value: y',
      meant: 'name == "a #b"',
      mended: `- when: 'name == "a #b"'`,
    },
    {
      name: 'quoted by the same quotes it uses ends at the first',
      text: '- when: "country in ["DE"]"\n  value: y',
      meant: 'country in ["DE"]',
      mended: `- when: 'country in ["DE"]'`,
    },
    {
      name: 'on two lines keeps both',
      text: '- when: "x" in a &&\n    "z" in b\n  value: y',
      meant: '"x" in a &&\n    "z" in b',
      mended: `when: '"x" in a && "z" in b'`,
    },
  ]
  for (const { name, text, meant, mended } of accidents) {
    test(`${name}; it is told with the mended line, and read as meant`, () => {
      const reading = read(`a:\n${text.replaceAll(/^/gm, '  ')}\n  - { value: z }\n`)
      assert.deepEqual(
        reading.problems.map(({ code, place, hint }) => ({ code, line: place.line, hint })),
        [{ code: 'document_condition_unquoted', line: 2, hint: `Write: ${mended.replace(/\n {4}/, '\n')}` }],
      )
      const items = plain(reading.root)
      const key = text.includes('require') ? 'require' : 'when'
      assert.deepEqual(items, { a: [{ [key]: meant.replace('\n', '\n  '), value: 'y' }, { value: 'z' }] })
    })
  }

  test('is mended so that YAML reads the very condition', () => {
    for (const { text, mended } of accidents) {
      if (text.includes('quoted by') || text.includes('"country in')) continue
      const reading = read(mended.startsWith('-') ? mended : `- ${mended}`)
      assert.deepEqual(reading.problems, [], mended)
    }
  })

  test('is found in every line at once, inside of flow collections over several lines too', () => {
    const text =
      'a: [{ when: !x, v: 1 }, { when: f(a, b), v: 2 }]\nb:\n  - {\n    when: c in ["DE",\n      "AT"],\n    v: 3\n  }\nc:\n  when: "x" in y\n'
    assert.deepEqual(told(text), [
      'document_condition_unquoted 1:13',
      'document_condition_unquoted 1:33',
      'document_condition_unquoted 4:11',
      'document_condition_unquoted 9:9',
    ])
  })

  test('is not suspected in comments, block texts and quoted texts', () => {
    const text =
      '# when: "x" in y\ntext: |\n  when: "x" in y\n  { when: f(a, b), v: 1 }\nquoted: "{ when: f(a, b) }"\nlist:\n  - >\n    when: !x\nlast: 1\n'
    assert.deepEqual(told(text), [])
  })

  test('is found, and not suspected, in lines that end with CRLF as in others', () => {
    const text = 'a:\r\n  when: |\r\n    "x" in y\r\nb:\r\n  when: !x\r\n  v: 1\r\n'
    assert.deepEqual(told(text), ['document_condition_unquoted 5:9'])
    assert.deepEqual(plain(read(text).root), { a: { when: '"x" in y\n' }, b: { when: '!x', v: 1 } })
  })

  test('is left alone where YAML reads it well', () => {
    const text =
      'a:\n  - { when: "f(a, b)", v: 1 }\n  - { when: a >= 5 && b == "x", v: 1 }\n  - when: a in ["x", "y"] && b == {}  # why\n  - when:\n      a == 1\n      && b\n  - when: >-\n      "x" in y\n'
    assert.deepEqual(told(text), [])
  })
})

describe('a document that is not well-formed', () => {
  const cases: readonly (readonly [name: string, text: string, told: readonly string[]])[] = [
    ['is empty', '', ['document_empty 1:1']],
    ['holds only comments', '# nothing\n', ['document_empty 1:1']],
    ['is indented with tabs', 'a:\n\tb: 1\n', ['document_tab 2:1']],
    ['never closes a quote', 'a: 1\nb: "x\nc: 2\n', ['document_not_closed 2:4']],
    ['never closes a bracket', 'a: [1, 2\nb: 2\n', ['document_not_closed 1:4']],
    ['never closes a brace', 'a: { b: 1\nc: 2\n', ['document_not_closed 1:4']],
    ['writes a key twice', 'a: 1\nb: 2\na: 3\n', ['document_duplicate_key 3:1']],
    ['has a colon in a text', 'a: b: c\n', ['document_colon_in_text 1:4']],
    [
      'starts a text with a reserved character',
      'a: @b\nc: `d`\n',
      ['document_special_start 1:4', 'document_special_start 2:4'],
    ],
    ['goes on after a quoted text', 'a: "b" c\nd: 1\n', ['document_quoted_then_text 1:8']],
    ['steps back by less than it stepped in', 'a:\n  b: 1\n c: 2\n', ['document_indent 3:1']],
    ['holds two documents', 'a: 1\n---\nb: 2\n', ['document_several 2:1']],
    ['uses a tag', 'a: !!str 5\n', ['document_tag 1:4']],
    ['uses an unknown alias', 'a: *b\n', ['document_alias 1:4']],
    ['uses an alias inside its own anchor', 'a: &b [*b]\n', ['document_alias_cycle 1:8']],
    ['asks for another YAML', '%YAML 1.1\n---\na: yes\n', ['document_directive 1:1']],
    ['has a list for a key', '[a, b]: 1\n', ['document_key_not_text 1:1']],
    ['holds a NUL', 'a: b\0c\n', ['document_not_text 1:5']],
    ['ends its lines with CR alone', 'a: 1\rb: 2\r', ['document_not_text 1:5']],
    ['nests without end', '['.repeat(20_000), ['document_too_deep']],
    ['nests lists in one line', `${'- '.repeat(20_000)}a`, ['document_too_deep']],
    ['nests a little too deep', `${'['.repeat(66)}${']'.repeat(66)}`, ['document_too_deep 1:66']],
  ]
  for (const [name, text, expected] of cases) {
    test(`is told where it ${name}`, () => {
      const problems = told(text)
      if (expected[0] === 'document_too_deep')
        assert.ok(problems.some((problem) => problem.startsWith('document_too_deep')))
      else assert.deepEqual(problems, expected)
    })
  }

  test('is refused when it is larger than the bound', () => {
    assert.deepEqual(told('a'.repeat(documentLimits.lengthMax + 1)), ['document_too_large 1:1'])
  })

  test('cannot grow by aliases of aliases', () => {
    const names = 'abcdefgh'.split('')
    const text = names.map(
      (name, index) =>
        `${name}: &${name} [${Array.from({ length: 10 }, () => (index === 0 ? '1' : `*${names[index - 1]}`)).join(', ')}]`,
    )
    assert.deepEqual(told(text.join('\n')), ['document_alias_too_large 6:36'])
  })

  test('tells every duplicate key of a large map soon enough', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `k${index % 19_999}: 1`).join('\n')
    assert.deepEqual(told(text), ['document_duplicate_key 20000:1'])
  })
})

describe('a well-formed document', () => {
  test('may start with a byte order mark, which moves no column', () => {
    assert.deepEqual(told('\uFEFFa: @b\n'), ['document_special_start 1:4'])
    assert.deepEqual(plain(read('\uFEFFa: 1\n').root), { a: 1 })
  })

  test('may end its lines with CRLF', () => {
    assert.deepEqual(plain(read('a: 1\r\nb:\r\n  - x\r\n').root), { a: 1, b: ['x'] })
    assert.deepEqual(told('a: 1\r\nb: @x\r\n'), ['document_special_start 2:4'])
  })

  test('may repeat a value by an alias', () => {
    assert.deepEqual(plain(read('a: &x { b: 1 }\nc: *x\n').root), { a: { b: 1 }, c: { b: 1 } })
  })

  test('reads yes, no, on and off as texts', () => {
    assert.deepEqual(plain(read('on: no\nyes: off\n').root), { on: 'no', yes: 'off' })
  })
})

test('no text makes reading throw', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ': ',
    '- ',
    '\n',
    '  ',
    '\t',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
    '!b ',
    '#',
    'when: ',
    'require: ',
    'a',
    '1',
    '---\n',
    '%YAML 1.2\n',
    '\\',
    '? ',
    '<<: ',
    '\r\n',
  )
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 60 }),
      fc.constantFrom('yaml' as const, 'json' as const),
      (parts, format) => {
        const text = parts.join('')
        const reading = readDocument(text, { file: 'x', format, conditionKeys })
        assert.ok(reading.root !== null || reading.problems.length > 0)
        for (const { place } of reading.problems) assert.ok(place.line >= 1 && place.column >= 1)
      },
    ),
    { numRuns: 1500 },
  )
})
