import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { companyKey } from './company-key.ts'
import { legalForms } from './legal-forms.ts'

function sameKey(...names: readonly string[]): void {
  const [first, ...others] = names
  for (const other of others) assert.equal(companyKey(other).key, companyKey(first ?? '').key, `${other} / ${first}`)
}

describe('the comparison key of a company', () => {
  test('is the same with and without its legal form, whatever the spelling', () => {
    sameKey('Best Buy', 'BEST BUY CO INC', 'Best Buy Co., Inc.', 'BestBuy', 'The Best Buy Company')
    sameKey('Müller', 'Muller GmbH', 'MÜLLER G.m.b.H. & Co. KG', 'Müller Gesellschaft mit beschränkter Haftung')
    sameKey('Allegro', 'Allegro Sp. z o.o.', 'Allegro sp.z o.o. sp. k.', 'ALLEGRO SP ZOO')
    sameKey('Vista Energy', 'Vista Energy, S.A.B. de C.V.', 'Vista Energy SA de CV')
    sameKey('Škoda Auto', 'Skoda Auto a.s.', 'Škoda Auto, akciová společnost', 'SKODA AUTO AS')
    sameKey('Novo Nordisk', 'Novo Nordisk A/S', 'NOVO NORDISK A S')
    sameKey('Acme', 'Acme Pty. Ltd.', 'Acme (Pvt) Ltd', 'Acme San. ve Tic. Ltd. Şti.', 'Acme Sdn. Bhd.', 'Acme Oy Ab')
    sameKey('Trindade', 'Trindade, Lda.', 'Trindade S/A', 'TRINDADE LTDA', 'Trindade Unipessoal Lda')
  })

  test('is the same with the legal form at the start where that is the custom', () => {
    sameKey('Volvo', 'AB Volvo', 'Volvo AB', 'Volvo AB (publ)')
    sameKey('Telkom Indonesia', 'PT Telkom Indonesia (Persero) Tbk', 'P.T. Telkom Indonesia')
    sameKey('Газпром', 'ООО «Газпром»', 'Общество с ограниченной ответственностью Газпром')
    sameKey('トヨタ自動車', '株式会社トヨタ自動車', 'トヨタ自動車株式会社', 'トヨタ自動車㈱')
    sameKey('삼성전자', '삼성전자 주식회사', '(주)삼성전자')
    sameKey('Dedeman', 'SC Dedeman SRL', 'Dedeman S.R.L.')
  })

  test('keeps a word at the start that is a legal form elsewhere', () => {
    assert.equal(companyKey('CV Sciences, Inc.').key, 'cvsciences')
    assert.equal(companyKey('A. O. Smith').key, 'aosmith')
    assert.equal(companyKey('SC Johnson').key, 'scjohnson')
    assert.equal(companyKey('AB Foods Ltd').key, 'abfoods')
    assert.equal(companyKey('ET Solar').key, 'etsolar')
  })

  test('takes a form that is also a word for a form only where it is set apart', () => {
    assert.equal(companyKey('Enel S.p.A.').key, 'enel')
    assert.equal(companyKey('Enel SpA').key, 'enel')
    assert.equal(companyKey('The Grand Spa').key, 'grandspa')
    assert.equal(companyKey('Pick Me').key, 'pickme')
    assert.equal(companyKey('Padaria Silva ME').key, 'padariasilva')
  })

  test('has no trace of how & and single letters are written', () => {
    sameKey('Procter & Gamble', 'PROCTER AND GAMBLE CO', 'Procter und Gamble', 'Procter et Gamble')
    sameKey('AT&T', 'AT&T INC.', 'A T & T', 'ATT')
    sameKey('J.P. Morgan', 'JP Morgan', 'J P MORGAN', 'JPMorgan')
    sameKey("Lowe's", 'LOWES COMPANIES INC', 'Lowe’s')
  })

  test('has no tail of the American register', () => {
    sameKey('CECO', 'CECO CORP /DE/', 'CECO CORP/PA', 'CECO \\DE\\', 'CECO /NEW/')
    sameKey('Nestle', 'NESTLE SA/ADR', 'NESTLE S A /ADR/')
    sameKey('Gap', 'Gap Inc. (The)', 'Gap Company, The')
    assert.equal(companyKey('AC/DC').key, 'acdc')
  })

  test('names what was cut, abbreviated', () => {
    assert.deepEqual(companyKey('American Electric Power Company, Incorporated'), {
      key: 'americanelectricpower',
      coreTokens: ['american', 'electric', 'power'],
      legalForms: ['co', 'inc'],
    })
  })

  test('is never empty for a name with a letter or a digit', () => {
    for (const name of ['The', 'Limited', 'The Limited', 'AB', 'Co.', 'Inc', '有限公司', 'GmbH & Co. KG', '(The)']) {
      assert.notEqual(companyKey(name).key, '', name)
    }
    fc.assert(
      fc.property(names, (name) => {
        // An apostrophe that Unicode counts as a letter is none here.
        if (/[\p{L}\p{N}]/u.test(name.replaceAll('ʼ', ''))) assert.notEqual(companyKey(name).key, '')
      }),
    )
  })

  test('stays as it is when taken of the core tokens again, if no form is left among them', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[b-z]{4,9}$/), { minLength: 1, maxLength: 4 }), (tokens) => {
        fc.pre(tokens.every((token) => !formWords.has(token) && token !== 'the'))
        const { key } = companyKey(tokens.join(' '))
        assert.equal(companyKey(key).key, key)
        assert.equal(
          key,
          tokens.filter((token, index) => index === 0 || !['and', 'und', 'et'].includes(token)).join(''),
        )
      }),
    )
  })

  test('is the same whether a name is plain or a mark in it takes the long way', () => {
    const forms = legalForms.flatMap(({ spellings }) => spellings.split(' | '))
    const words = fc.oneof(fc.constantFrom(...forms), fc.stringMatching(/^[A-Za-z0-9.&;! -]{1,8}$/))
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), fc.boolean(), (parts, isLoud) => {
        const name = isLoud ? parts.join(' ').toUpperCase() : parts.join(' ')
        // An apostrophe is no part of a word, wherever it stands.
        assert.deepEqual(companyKey(name), companyKey(`${name}’`))
      }),
      { numRuns: process.env['RIGHTFUL_LONG'] === '1' ? 200_000 : 2_000 },
    )
  })
})

const formWords = new Set(legalForms.flatMap((form) => form.spellings.split(' ')))

const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        'The',
        'Inc',
        '&',
        'and',
        'S.A.',
        'A',
        '/DE/',
        'Acme',
        'AB',
        '株式会社',
        '(The)',
        ',',
        'et',
        'Co',
      ),
      { maxLength: 6 },
    )
    .map((words) => words.join(' ')),
)
