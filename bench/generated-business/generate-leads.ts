import { createRandom, type Random } from '@rightful/engine/testing'
import { channels, familyNames, firstNames, freeMail, placeholders, products, titleWords } from './business-words.ts'
import { type AccountBook, type Company, inventCompany } from './generate-companies.ts'
import type { Place } from './places.ts'

/** The attributes of a generated lead, in the order of a file's columns. */
export const leadColumns = [
  'email',
  'company',
  'phone',
  'country',
  'state',
  'zip',
  'city',
  'employees',
  'industry',
  'title',
  'product',
  'source',
  'consent',
] as const

/** A lead as a form or an export gives it: texts, `''` where there is nothing. */
export type GeneratedLead = Readonly<Record<(typeof leadColumns)[number], string>>

/** Makes leads one after the other, so that a million of them take no memory. */
export function createLeadGenerator(seed: number, book: AccountBook): () => GeneratedLead {
  const random = createRandom(seed)
  return () => generateLead(random, pickCompany(random, book))
}

/** Six in ten have an account, one in ten is heard of for the first time; a few companies send many leads, most of them few. */
function pickCompany(random: Random, { companies, strangers }: AccountBook): Company {
  const throwOf = random.next()
  if (throwOf < 0.1) return inventCompany(random)
  const from = throwOf < 0.7 ? companies : strangers
  return from[Math.floor(random.next() ** 2 * from.length)]
}

function generateLead(random: Random, company: Company): GeneratedLead {
  const channel = pickChannel(random)
  const { place, employees } = company
  const lacks = (rate: number): boolean => random.chance(rate)
  // Gaps come together: who leaves out the industry leaves out more.
  const isTerse = lacks(0.29)
  const lead = {
    email: emailOf(random, company),
    company: lacks(channel.gaps.company) ? gap(random) : companyText(random, company),
    phone: lacks(channel.gaps.phone) ? '' : phoneText(random, place),
    country: lacks(channel.gaps.country) ? gap(random) : countryText(random, place),
    city: lacks(0.4) ? '' : company.city,
    employees: lacks(isTerse ? 0.75 : channel.gaps.employees * 0.75) ? gap(random) : employeesText(random, employees),
    industry: isTerse ? gap(random) : industryText(random, company.industry),
    title: lacks(isTerse ? 0.5 : 0.1) ? '' : titleText(random),
    product: lacks(0.38) ? gap(random) : productText(random),
    source: random.chance(0.97) ? channel.source : channel.source.toUpperCase(),
    consent: lacks(0.3) ? '' : random.pick(['yes', 'no', 'true', 'Yes', '1']),
  }
  return { ...lead, ...stateTexts(random, place) }
}

function pickChannel(random: Random): (typeof channels)[number] {
  let left = random.below(1000)
  return channels.find(({ perThousand }) => (left -= perThousand) < 0) ?? channels[0]
}

/** Nothing, mostly; else a text that means nothing. */
function gap(random: Random): string {
  return random.chance(0.7) ? '' : random.pick(placeholders)
}

function emailOf(random: Random, company: Company): string {
  const first = random.pick(firstNames)
  const family = random.pick(familyNames)
  const local = plain(
    random.pick([
      `${first}.${family}`,
      `${first[0]}${family}`,
      `${first}.${family}${random.below(99)}`,
      `${first}_${family}`,
    ]),
  )
  const host = random.chance(0.24) ? random.pick(freeMail) : company.domain
  const address = `${local}@${random.chance(0.03) ? `mail.${host}` : host}`
  return random.chance(0.08) ? address : address.toLowerCase()
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/[^\w.]/g, '')
}

function companyText(random: Random, { name, legalForm }: Company): string {
  const throwOf = random.next()
  if (throwOf < 0.5) return `${name} ${legalForm}`
  if (throwOf < 0.85) return name
  if (throwOf < 0.93) return name.toUpperCase()
  return `${name.toLowerCase()} ${legalForm.toLowerCase()}`
}

function phoneText(random: Random, place: Place): string {
  return digitsIn(random, random.pick(place.phones))
}

/** Each `#` becomes a digit; the first of a group is at least 2, so that the number could exist. */
function digitsIn(random: Random, pattern: string): string {
  let text = ''
  for (let at = 0; at < pattern.length; at += 1) {
    const isFirst = at === 0 || !/[\d#]/.test(pattern[at - 1])
    text += pattern[at] === '#' ? String(isFirst ? random.between(2, 9) : random.below(10)) : pattern[at]
  }
  return text
}

function countryText(random: Random, { names, slips }: Place): string {
  const throwOf = random.next()
  if (throwOf < 0.01 && slips.length > 0) return random.pick(slips)
  if (throwOf < 0.82) return names[0]
  return random.pick(names)
}

function stateTexts(random: Random, { states }: Place): { readonly state: string; readonly zip: string } {
  if (states.length === 0) return { state: '', zip: random.chance(0.3) ? String(random.between(10000, 98999)) : '' }
  const state = random.pick(states)
  return {
    state: random.chance(0.45) ? '' : random.pick(state.names),
    zip: random.chance(0.5) ? '' : digitsIn(random, random.pick(state.zips).replaceAll('##', `${random.below(10)}#`)),
  }
}

function employeesText(random: Random, employees: number): string {
  if (random.chance(0.85)) return String(employees)
  if (random.chance(0.5)) return employees.toLocaleString('en-US')
  return employees < 50 ? '1-49' : employees < 250 ? '50-249' : employees < 1000 ? '250-999' : '1000+'
}

function industryText(random: Random, industry: string): string {
  if (random.chance(0.05)) return random.pick(['Other', 'Healthcare', 'Pharmaceuticals', 'Education & Training'])
  return random.chance(0.8) ? industry : `${industry.slice(0, 1).toUpperCase()}${industry.slice(1)}`
}

function titleText(random: Random): string {
  return `${random.pick(titleWords.rank)} ${random.pick(titleWords.field)}`
}

function productText(random: Random): string {
  const one = productName(random)
  return random.chance(0.07) ? `${one}; ${productName(random)}` : one
}

function productName(random: Random): string {
  const name = random.pick(products)
  return random.chance(0.17) ? name.replace(' ', '') : name
}
