/** What the generated leads hold, and how their values are spread. */
export type LeadField =
  /** `values` in falling order of frequency. */
  | { readonly kind: 'choice'; readonly name: string; readonly values: readonly string[] }
  /** Spread evenly over the logarithm from 1 to `max`. */
  | { readonly kind: 'amount'; readonly name: string; readonly max: number }
  /** So many digits after a fixed start. */
  | { readonly kind: 'digits'; readonly name: string; readonly start: string; readonly length: number }
  | { readonly kind: 'phrase'; readonly name: string; readonly words: readonly (readonly string[])[] }
  | { readonly kind: 'flag'; readonly name: string }

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)
}

/** The attributes of a generated lead: as many, and as mixed, as a lead form and its enrichment give. */
export const leadFields: readonly LeadField[] = [
  {
    kind: 'choice',
    name: 'country',
    values:
      'US DE GB FR IN CA AU NL BR ES IT JP CH SE PL AT BE MX SG IE DK NO FI PT ZA AE IL NZ CZ KR TR AR CL CO RO GR HU TH MY ID PH VN UA BG HR SK SI LT LV EE LU IS MT CY RS EG NG KE MA SA'.split(
        ' ',
      ),
  },
  { kind: 'choice', name: 'product', values: numbered('product', 24) },
  { kind: 'choice', name: 'industry', values: numbered('industry', 30) },
  { kind: 'choice', name: 'source', values: numbered('source', 16) },
  { kind: 'choice', name: 'campaign', values: numbered('cmp', 400) },
  { kind: 'amount', name: 'employees', max: 100_000 },
  { kind: 'amount', name: 'revenue', max: 1_000_000_000 },
  { kind: 'amount', name: 'score', max: 1_000 },
  { kind: 'digits', name: 'postal_code', start: '', length: 5 },
  { kind: 'digits', name: 'phone', start: '+', length: 11 },
  {
    kind: 'phrase',
    name: 'title',
    words: [
      ['Head of', 'Senior', 'Junior', 'Chief', 'Deputy', 'Lead', 'Interim', 'Group'],
      ['Sales', 'Marketing', 'IT', 'Finance', 'Procurement', 'Operations', 'Legal', 'Data'],
      ['Manager', 'Officer', 'Director', 'Engineer', 'Analyst', 'Buyer'],
    ],
  },
  {
    kind: 'phrase',
    name: 'message',
    words: [
      ['please call', 'need pricing', 'want a demo', 'renewal of', 'question about', 'compare with'],
      ['150 seats', 'the platform', 'our contract', 'a pilot', 'support hours', 'the rollout'],
      ['this week', 'next quarter', 'before June', 'as soon as possible', 'in two regions'],
    ],
  },
  { kind: 'flag', name: 'consent' },
  { kind: 'flag', name: 'partner' },
]
