/** A country as generated leads and accounts live in it. */
export type Place = {
  readonly code: string
  /** How people write it, most usual first. */
  readonly names: readonly string[]
  /** Slips of the pen that were really seen, or like those. */
  readonly slips: readonly string[]
  readonly region: 'americas' | 'emea' | 'apac'
  readonly topLevel: string
  /** `#` is a digit. */
  readonly phones: readonly string[]
  readonly states: readonly {
    readonly code: string
    readonly names: readonly string[]
    readonly zips: readonly string[]
  }[]
  readonly cities: readonly string[]
  readonly legalForms: readonly string[]
  /** Of every thousand leads and accounts, so many. */
  readonly perThousand: number
}

function place(
  code: string,
  names: string,
  rest: Omit<Place, 'code' | 'names' | 'slips' | 'states'> & Partial<Place>,
): Place {
  return { code, names: names.split('|'), slips: [], states: [], ...rest }
}

const states: Place['states'] = [
  ['CA', 'California', '900##', '941##'],
  ['TX', 'Texas', '752##', '770##'],
  ['NY', 'New York', '100##', '112##'],
  ['FL', 'Florida', '331##', '328##'],
  ['IL', 'Illinois', '606##'],
  ['WA', 'Washington', '981##'],
  ['MA', 'Massachusetts', '021##'],
  ['OH', 'Ohio', '441##'],
  ['GA', 'Georgia', '303##'],
  ['NC', 'North Carolina', '282##'],
].map(([code = '', name = '', ...zips]) => ({ code, names: [code, code, name, `US-${code}`], zips }))

/** Where generated leads come from, in about the proportions of five real sets of leads. */
export const places: readonly Place[] = [
  place('US', 'United States|USA|US|United States of America|usa|U.S.A.|U.S.', {
    slips: ['Unites States', 'Untied States', 'United Stats'],
    region: 'americas',
    topLevel: 'com',
    phones: ['+1 (###) 555-####', '(###) 555-####', '###-555-####', '+1###555####'],
    states,
    cities: ['Austin', 'Boston', 'Chicago', 'Denver', 'Seattle', 'Atlanta', 'San Francisco', 'New York'],
    legalForms: ['Inc.', 'LLC', 'Corp.', 'Corporation', 'Inc'],
    perThousand: 440,
  }),
  place('GB', 'United Kingdom|UK|GB|Great Britain|United kingdom', {
    slips: ['United Kindom'],
    region: 'emea',
    topLevel: 'co.uk',
    phones: ['+44 20 7### ####', '020 7### ####', '+44 161 ### ####'],
    cities: ['London', 'Manchester', 'Leeds', 'Bristol'],
    legalForms: ['Ltd', 'Limited', 'plc', 'LLP'],
    perThousand: 90,
  }),
  place('DE', 'Germany|DE|Deutschland|germany|GERMANY', {
    slips: ['Germnay', 'Gemany'],
    region: 'emea',
    topLevel: 'de',
    phones: ['+49 30 #######', '0049 89 #######', '+49 (0)40 ######', '030 #######'],
    cities: ['Berlin', 'München', 'Hamburg', 'Köln'],
    legalForms: ['GmbH', 'AG', 'GmbH & Co. KG', 'KG'],
    perThousand: 80,
  }),
  place('IN', 'India|IN|INDIA|india', {
    region: 'apac',
    topLevel: 'in',
    phones: ['+91 98### #####', '98########'],
    cities: ['Mumbai', 'Bengaluru', 'Pune'],
    legalForms: ['Pvt Ltd', 'Private Limited', 'Ltd'],
    perThousand: 75,
  }),
  place('FR', 'France|FR|FRANCE|france', {
    region: 'emea',
    topLevel: 'fr',
    phones: ['+33 1 ## ## ## ##', '01 ## ## ## ##'],
    cities: ['Paris', 'Lyon', 'Lille'],
    legalForms: ['SAS', 'SA', 'SARL'],
    perThousand: 50,
  }),
  place('CA', 'Canada|CA|canada', {
    region: 'americas',
    topLevel: 'ca',
    phones: ['+1 416 555 ####', '(604) 555-####'],
    cities: ['Toronto', 'Vancouver', 'Montréal'],
    legalForms: ['Inc.', 'Ltd.'],
    perThousand: 45,
  }),
  place('AU', 'Australia|AU|AUS|australia', {
    slips: ['Austalia'],
    region: 'apac',
    topLevel: 'com.au',
    phones: ['+61 2 #### ####', '02 #### ####'],
    cities: ['Sydney', 'Melbourne'],
    legalForms: ['Pty Ltd', 'Limited'],
    perThousand: 40,
  }),
  place('BR', 'Brazil|Brasil|BR|brazil', {
    slips: ['Barzil'],
    region: 'americas',
    topLevel: 'com.br',
    phones: ['+55 11 9####-####', '(11) 9####-####'],
    cities: ['São Paulo', 'Rio de Janeiro'],
    legalForms: ['Ltda', 'S.A.'],
    perThousand: 40,
  }),
  place('NL', 'Netherlands|NL|The Netherlands|Holland|Nederland', {
    slips: ['Netherland'],
    region: 'emea',
    topLevel: 'nl',
    phones: ['+31 20 ### ####'],
    cities: ['Amsterdam', 'Utrecht'],
    legalForms: ['B.V.', 'BV', 'N.V.'],
    perThousand: 30,
  }),
  place('ES', 'Spain|ES|España|spain', {
    region: 'emea',
    topLevel: 'es',
    phones: ['+34 91 ### ## ##'],
    cities: ['Madrid', 'Barcelona'],
    legalForms: ['S.L.', 'S.A.'],
    perThousand: 25,
  }),
  place('CH', 'Switzerland|CH|Schweiz|Suisse', {
    slips: ['Switzerlad'],
    region: 'emea',
    topLevel: 'ch',
    phones: ['+41 44 ### ## ##'],
    cities: ['Zürich', 'Genève'],
    legalForms: ['AG', 'GmbH', 'SA'],
    perThousand: 20,
  }),
  place('JP', 'Japan|JP|japan|日本', {
    region: 'apac',
    topLevel: 'co.jp',
    phones: ['+81 3 #### ####'],
    cities: ['Tokyo', 'Osaka'],
    legalForms: ['K.K.', 'Co., Ltd.'],
    perThousand: 20,
  }),
  place('SG', 'Singapore|SG|singapore', {
    region: 'apac',
    topLevel: 'com.sg',
    phones: ['+65 6### ####'],
    cities: ['Singapore'],
    legalForms: ['Pte Ltd', 'Pte. Ltd.'],
    perThousand: 15,
  }),
  place('AE', 'United Arab Emirates|UAE|AE', {
    region: 'emea',
    topLevel: 'ae',
    phones: ['+971 4 ### ####'],
    cities: ['Dubai', 'Abu Dhabi'],
    legalForms: ['LLC', 'FZE'],
    perThousand: 15,
  }),
  place('MX', 'Mexico|MX|México', {
    region: 'americas',
    topLevel: 'com.mx',
    phones: ['+52 55 #### ####'],
    cities: ['Ciudad de México', 'Monterrey'],
    legalForms: ['S.A. de C.V.'],
    perThousand: 15,
  }),
]
