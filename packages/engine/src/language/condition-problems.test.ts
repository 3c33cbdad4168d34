import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { sampleScope } from '../testing/sample-scope.ts'
import { bounds } from './bounds.ts'
import type { ValueType } from './expression.ts'
import { type ConditionProblemCode, conditionProblems } from './expression-problem.ts'
import { parseCondition } from './parse-condition.ts'

type Sample = {
  readonly text: string
  readonly code: ConditionProblemCode
  /** The part of the text that the problem points at. */
  readonly at: string
  /** What the hint says. */
  readonly hint: RegExp
  readonly expected?: ValueType
}

type Told = readonly [code: ConditionProblemCode, text: string, at: string, hint: RegExp]

const sample = (...[code, text, at, hint]: Told): Sample => ({ code, text, at, hint })

const long = 'x'.repeat(5_000)

/** What admins write by mistake: each is told with its place and how to mend it. */
const samples: readonly Sample[] = [
  sample('condition_empty', '  ', '  ', /country == "DE"/),
  sample('condition_too_long', `title == "${'a '.repeat(11_000)}"`, `title == "${'a '.repeat(11_000)}"`, /group/),
  sample('condition_too_deep', `${'('.repeat(200)}consent${')'.repeat(200)}`, '(', /derived values/),
  sample('condition_too_deep', `1${' + 1'.repeat(200)} > 5`, '+', /derived values/),
  sample('condition_too_large', `employees in [${'1,'.repeat(5_100)}1]`, ',', /group/),
  sample('condition_too_large', `title == "${long}"`, `"${long}"`, /shorter/),
  sample(
    'condition_too_costly',
    'scores.exists(a, scores.exists(b, scores.exists(c, a + b == c)))',
    'scores.exists(a, scores.exists(b, scores.exists(c, a + b == c)))',
    /overlaps/,
  ),
  sample('condition_character_unexpected', 'country == "DE" ; consent', ';', /&&/),
  sample('condition_character_unexpected', '$country == "DE"', '$', /bare name/),
  sample('condition_character_unexpected', 'country in {"DE"}', '{', /square brackets/),
  sample('condition_character_unexpected', 'title == "\ud83d"', '\ud83d', /type the character again/),
  sample('condition_quote_curly', 'title == “CEO”', '“CEO”', /`"CEO"`/),
  sample('condition_text_unclosed', 'country == "DE', '"DE', /where the text ends/),
  sample('condition_text_unclosed', "title == 'it\\'s", "'it\\'s", /where the text ends/),
  sample('condition_escape_unknown', 'title.matches("\\d+")', '\\d', /r"\\d\+"/),
  sample('condition_escape_unknown', 'title == "\\ud83d"', '\\ud83d', /backslash/),
  sample('condition_number_malformed', 'employees > 10k', '10k', /10000/),
  sample('condition_number_malformed', 'employees > 1.000.000', '1.000.000', /1000000/),
  sample('condition_number_malformed', 'employees > 1_000', '1_000', /: 1000\./),
  sample('condition_number_malformed', 'title == 3com', '3com', /`"3com"`/),
  sample('condition_number_too_large', 'employees == 9007199254740992', '9007199254740992', /9007199254740991/),
  sample('condition_number_too_large', 'revenue < 1e999', '1e999', /1\.79e308/),
  sample('condition_literal_unsupported', 'country == null', 'country == null', /`!known\(country\)`/),
  sample('condition_literal_unsupported', 'country != null', 'country != null', /`known\(country\)`/),
  sample('condition_literal_unsupported', 'country is not null', 'country is not null', /`known\(country\)`/),
  sample('condition_literal_unsupported', 'employees > 5u', '5u', /Leave the `u` out/),
  sample('condition_literal_unsupported', 'title == b"x"', 'b', /Leave the `b` out/),
  sample('condition_operator_unknown', 'country = "DE"', '=', /`==`/),
  sample('condition_operator_unknown', 'country <> "DE"', '<>', /`!=`/),
  sample('condition_operator_unknown', 'employees => 5', '=>', /`>=`/),
  sample('condition_operator_unknown', 'consent & known(title)', '&', /`&&`/),
  sample('condition_operator_unknown', 'consent | known(title)', '|', /`\|\|`/),
  sample('condition_operator_unknown', 'consent and known(title)', 'and', /`&&`/),
  sample('condition_operator_unknown', 'consent OR known(title)', 'OR', /`\|\|`/),
  sample('condition_operator_unknown', 'not consent', 'not', /`!`/),
  sample('condition_operator_unknown', 'not (consent)', 'not', /`!`/),
  sample('condition_operator_unknown', 'country not in ["DE"]', 'not in', /`!\(country in \["DE"\]\)`/),
  sample('condition_operator_unknown', 'country is "DE"', 'is', /`==`/),
  sample('condition_operator_unknown', 'title contains "chief"', 'contains', /`title\.contains\("chief"\)`/),
  sample('condition_operator_unknown', 'title startsWith "C"', 'startsWith', /`title\.startsWith\("C"\)`/),
  sample('condition_operator_unknown', 'employees between 5 and 10', 'between', /`employees >= 5 && employees <= 10`/),
  sample('condition_operator_unknown', 'country: "DE"', ':', /`==`/),
  sample('condition_operator_missing', 'country "DE"', '"DE"', /Put `==`/),
  sample('condition_operator_missing', 'consent !known(title)', '!', /another operator/),
  sample('condition_operand_missing', 'country ==', '', /in quotes/),
  sample('condition_operand_missing', 'consent && ', '', /in quotes/),
  sample('condition_operand_missing', 'employees > 5 && < 10', '<', /attribute before `<` again/),
  sample('condition_operand_missing', 'consent && ()', '', /in quotes/),
  sample('condition_operand_missing', 'consent ? 1', '', /value when false/),
  sample('condition_bracket_unclosed', '(consent && known(title)', '(', /`\)`/),
  sample('condition_bracket_unclosed', 'country in ["DE", "AT"', '[', /`\]`/),
  sample('condition_bracket_unclosed', 'country in ["DE")', '[', /`\]`/),
  sample('condition_bracket_unopened', 'consent)', ')', /`\(`/),
  sample('condition_comma_unexpected', 'consent, known(title)', ',', /`&&`/),
  sample('condition_comma_unexpected', 'country in ("DE", "AT")', '("DE", "AT")', /`\["DE", "AT"\]`/),
  sample('condition_chain_ambiguous', '1 < employees <= 5', '1 < employees <= 5', /`1 < employees && employees <= 5`/),
  sample('condition_name_unknown', 'contry == "DE"', 'contry', /Did you mean `country`/),
  sample('condition_name_unknown', 'Country == "DE"', 'Country', /Did you mean `country`/),
  sample('condition_name_unknown', 'tier == "strategic"', 'tier', /Did you mean `account\.tier`/),
  sample('condition_name_unknown', 'country == DE', 'DE', /`"DE"`/),
  sample('condition_name_unknown', 'country in [DE, AT]', 'DE', /`"DE"`/),
  sample('condition_name_unknown', 'title == Chief', 'Chief', /`"Chief"`/),
  sample('condition_name_unknown', 'consent == yes', 'yes', /`true`/),
  sample('condition_name_unknown', 'consent == True', 'True', /`true`/),
  sample('condition_name_unknown', 'title.size > 3', 'title.size', /`title\.size\(\)`/),
  sample('condition_name_unknown', 'title.lower().length', 'length', /brackets/),
  sample('condition_name_not_here', 'created_at == "x"', 'created_at', /another attribute/),
  sample('condition_group_unknown', 'country in group("eu")', 'group("eu")', /`group\("EU"\)`/),
  sample('condition_group_unknown', 'country in group("Asia")', 'group("Asia")', /"EU", "north"/),
  sample('condition_fact_unknown', 'restricted("fax")', 'restricted("fax")', /restricted\("any"\)/),
  sample('condition_function_unknown', 'title.startswith("C")', 'startswith', /`title\.startsWith/),
  sample('condition_function_unknown', 'title.toLowerCase() == "x"', 'toLowerCase', /`title\.lower\(\)`/),
  sample('condition_function_unknown', 'has(title)', 'has', /`known\(title\)`/),
  sample('condition_function_unknown', 'country("DE")', 'country', /`country == "DE"`/),
  sample('condition_function_unknown', 'now() > 5', 'now', /none for dates/),
  sample('condition_arguments_mismatch', 'title.startsWith()', 'title.startsWith()', /x\.startsWith\("…"\)/),
  sample('condition_arguments_mismatch', 'employees.startsWith("1")', 'employees', /`string\(employees\)`/),
  sample('condition_arguments_mismatch', 'products.contains("GTX Pro")', 'products', /`"…" in products`/),
  sample(
    'condition_arguments_mismatch',
    'products.startsWith("GTX")',
    'products',
    /`products\.exists\(item, item\.startsWith\("…"\)\)`/,
  ),
  sample('condition_arguments_mismatch', 'restricted(any)', 'restricted(any)', /`restricted\("any"\)`/),
  sample(
    'condition_arguments_mismatch',
    'products.exists("GTX Pro")',
    'products.exists("GTX Pro")',
    /products\.exists\(item, item == "…"\)/,
  ),
  sample('condition_arguments_mismatch', 'overlaps(products, "GTX Pro")', '"GTX Pro"', /`\["GTX Pro"\]`/),
  sample('condition_not_boolean', 'country', 'country', /`known\(country\)`/),
  sample('condition_not_boolean', '!employees', 'employees', /`employees > 0`/),
  sample('condition_not_boolean', 'consent && products', 'products', /size\(products\) > 0/),
  sample('condition_not_boolean', 'country == "DE" || "AT"', '"AT"', /`country in \["DE", "AT"\]`/),
  sample('condition_type_mismatch', 'employees > "1,000"', 'employees > "1,000"', /without quotes: `1000`/),
  sample('condition_type_mismatch', 'postal_code == 10115', 'postal_code == 10115', /in quotes: `"10115"`/),
  sample('condition_type_mismatch', 'consent == "yes"', 'consent == "yes"', /`true` without quotes/),
  sample('condition_type_mismatch', 'products == "GTX Pro"', 'products == "GTX Pro"', /`"GTX Pro" in products`/),
  sample(
    'condition_type_mismatch',
    'country == ["DE", "AT"]',
    'country == ["DE", "AT"]',
    /`country in \["DE", "AT"\]`/,
  ),
  sample(
    'condition_type_mismatch',
    'country != group("EU")',
    'country != group("EU")',
    /`!\(country in group\("EU"\)\)`/,
  ),
  sample('condition_type_mismatch', 'country in "EU"', '"EU"', /`country in group\("EU"\)`/),
  sample('condition_type_mismatch', '"chief" in title', 'title', /`title\.contains\("chief"\)`/),
  sample(
    'condition_type_mismatch',
    'products in ["GTX Pro"]',
    'products in ["GTX Pro"]',
    /`overlaps\(products, \["GTX Pro"\]\)`/,
  ),
  sample('condition_type_mismatch', 'scores < [1]', 'scores < [1]', /size/),
  sample('condition_type_mismatch', 'title + employees == "x"', 'title + employees', /`string\(employees\)`/),
  sample('condition_type_mismatch', 'revenue % 2 == 0', 'revenue % 2', /`int\(…\)`/),
  sample('condition_type_mismatch', '-consent', '-consent', /`!`/),
  sample('condition_type_mismatch', 'title[0] == "C"', 'title[0]', /`title\.charAt\(0\)`/),
  sample('condition_type_mismatch', 'title.exists(x, x == "C")', 'title', /without `exists`/),
  sample('condition_type_mismatch', 'product == account.tier', 'product == account.tier', /share values/),
  sample('condition_type_mismatch', '(consent ? 1 : "x") == 1', '(consent ? 1 : "x")', /same type/),
  sample('condition_value_unknown', 'country == "Germany"', '"Germany"', /Did you mean "DE"/),
  sample('condition_value_unknown', 'product == "GTXPro"', '"GTXPro"', /Did you mean "GTX Pro"/),
  sample('condition_value_unknown', '"GTXPro" == product', '"GTXPro"', /Did you mean "GTX Pro"/),
  sample('condition_value_unknown', 'country in ["DE", "XX"]', '"XX"', /one of "AT", "CH"/),
  sample('condition_value_unknown', '"GTX" in products', '"GTX"', /one of "GTX Basic"/),
  sample('condition_value_unknown', 'country in group("north")', 'group("north")', /one of/),
  sample('condition_value_unknown', 'products.exists(p, p == "GTX Prof")', '"GTX Prof"', /"GTX Pro"/),
  sample('condition_value_unknown', 'overlaps(products, ["GTX"])', '"GTX"', /one of/),
  sample('condition_value_unknown', 'overlaps(["GTX"], products)', '"GTX"', /one of/),
  sample('condition_value_unknown', '"D" + "D" == country', '"D" + "D"', /"DE"/),
  sample('condition_value_unknown', 'country in ["AT"] + ["XX"]', '["AT"] + ["XX"]', /one of/),
  sample('condition_value_spelling', 'mail.domain == "Example.com"', '"Example.com"', /"example\.com"/),
  sample('condition_value_spelling', 'event_date > "3/31/2026"', '"3/31/2026"', /2026-03-31/),
  sample('condition_value_spelling', 'phone == "030 123456"', '"030 123456"', /\+4930123456/),
  sample('condition_list_mixed', 'title in ["A", 5]', '5', /`"5"`/),
  sample('condition_list_mixed', 'employees in [5, "A"]', '"A"', /one type/),
  sample('condition_pattern_malformed', 'title.matches("[a-")', '"[a-"', /RE2/),
  sample('condition_pattern_malformed', 'title.matches("^(?=C)")', '"^(?=C)"', /two conditions/),
  sample('condition_pattern_malformed', 'title.matches("(a)\\\\1")', '"(a)\\\\1"', /Back-references/),
  sample('condition_pattern_malformed', 'title.matches("*chief")', '"*chief"', /`\.\*`/),
  sample(
    'condition_pattern_malformed',
    'title.matches("((a{100}){100}){100}")',
    '"((a{100}){100}){100}"',
    /repetitions multiply/,
  ),
  sample('condition_pattern_not_constant', 'title.matches(company)', 'company', /contains/),
  sample('condition_never_computable', 'employees > 1 / 0', '1 / 0', /division by zero/),
  sample('condition_never_computable', 'employees / 0 > 1', '0', /something else/),
  sample('condition_empty_text', 'title == ""', '""', /`!known\(title\)`/),
  sample('condition_order_of_names', 'country < "DE"', 'country < "DE"', /country in \[/),
  { ...sample('condition_result_unexpected', 'country', 'country', /integer/), expected: { kind: 'integer' } },
]

describe('a problem of a condition', () => {
  for (const { text, code, at, hint, expected } of samples) {
    const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text
    test(`${code} is told for ${shown}`, () => {
      const { problems } =
        expected === undefined ? parseCondition(text, sampleScope) : parseCondition(text, sampleScope, expected)
      const problem = problems.find((one) => one.code === code)
      assert.ok(
        problem !== undefined,
        `told instead: ${problems.map((one) => `${one.code}: ${one.message}`).join(' | ') || 'nothing'}`,
      )
      assert.equal(text.slice(problem.span.start, problem.span.end), at)
      assert.match(problem.hint, hint)
    })
  }

  test('leaves no expression when it is an error, and leaves it when it is a doubt', () => {
    for (const { text, expected } of samples) {
      const { expression, problems } =
        expected === undefined ? parseCondition(text, sampleScope) : parseCondition(text, sampleScope, expected)
      assert.equal(
        expression === null,
        problems.some(({ severity }) => severity === 'error'),
        text,
      )
    }
  })

  test('is one sentence with a hint that is another', () => {
    for (const { text } of samples) {
      for (const { message, hint } of parseCondition(text, sampleScope).problems) {
        assert.match(message, /^[A-Z0-9`].*\.$/s, message)
        assert.match(hint, /^[A-Z`].*[.?]$/s, hint)
      }
    }
  })

  test('comes in every kind of the catalogue', () => {
    const told = new Set(samples.map(({ code }) => code))
    assert.deepEqual(
      Object.keys(conditionProblems).filter((code) => ![...told].some((one) => one === code)),
      [],
    )
  })

  test('does not hide the others', () => {
    const { problems } = parseCondition(
      'contry = "DE" and employees > "5" && product == "GTXPro" || !title',
      sampleScope,
    )
    assert.deepEqual(
      problems.map(({ code }) => code),
      [
        'condition_name_unknown',
        'condition_operator_unknown',
        'condition_operator_unknown',
        'condition_type_mismatch',
        'condition_value_unknown',
        'condition_not_boolean',
      ],
    )
  })

  test('is one of a bounded number, and doubts do not crowd out errors', () => {
    const { expression, problems } = parseCondition(
      `${'title == "" || '.repeat(50)}${'nope || '.repeat(50)}consent`,
      sampleScope,
    )
    assert.equal(expression, null)
    assert.equal(problems.filter(({ severity }) => severity === 'error').length, bounds.problemsMax)
  })

  const referenceUrl = new URL('../../../../docs/reference/problems.md', import.meta.url)
  test('is documented, and nothing else is', () => {
    assert.ok(existsSync(referenceUrl))
    const documented = readFileSync(referenceUrl, 'utf8').match(/`condition_[a-z_]+`/g) ?? []
    const codes = new Set(Object.keys(conditionProblems).map((code) => `\`${code}\``))
    assert.deepEqual(new Set(documented).symmetricDifference(codes), new Set())
  })
})
