const onsets = 'b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w x z'.split(' ')
const vowels = 'a e i o u ea'.split(' ')
const codas = ['', '', 'l', 'n', 'r', 's', 'm', 'x', 'nd']

/** Syllables of invented names: as many as make names about as unlike as real ones. */
export const syllables = onsets.flatMap((onset) => vowels.flatMap((vowel) => codas.map((coda) => onset + vowel + coda)))

/** What invented companies do; the second word of their names. */
export const trades =
  'Foods|Energy|Systems|Logistics|Pharma|Analytics|Bank|Materials|Robotics|Media|Health|Software|Consulting|Motors|Textiles|Networks|Chemicals|Design|Insurance|Travel|Tools|Optics|Labs|Water'.split(
    '|',
  )

export const firstNames =
  'Ada Alex Amir Anna Ben Carla Chen Clara Dario Elena Emma Farid Greta Hana Igor Ines Jonas Julia Kai Lars Lea Luca Mei Mila Noor Omar Paula Priya Ravi Rosa Samir Sara Tariq Tom Uma Vera Wei Yuki Zoe José'.split(
    ' ',
  )

export const familyNames =
  'Abe Becker Brown Chen Costa Diaz Dubois Evans Fischer Garcia Gupta Haas Ibrahim Ito Jansen Jones Kaur Keller Khan Kim Larsen Lee Lopez Martin Meyer Miller Moreau Müller Nguyen Novak Okoye Patel Petrov Rossi Sato Schmidt Silva Singh Smith Tanaka Weber Williams Wong'.split(
    ' ',
  )

export const titleWords = {
  rank: ['Head of', 'Director', 'VP', 'Senior Manager', 'Manager', 'Chief Officer', 'Specialist', 'Owner', 'Analyst'],
  field: ['Sales', 'IT', 'Operations', 'Finance', 'Procurement', 'Marketing', 'Quality', 'Research', 'Data'],
} as const

export const industries = [
  'pharma',
  'food',
  'chemistry',
  'finance',
  'retail',
  'software',
  'manufacturing',
  'health care',
  'education',
  'energy',
  'logistics',
  'public sector',
  'other',
] as const

export const products = [
  'Atlas Basic',
  'Atlas Pro',
  'Atlas Plus',
  'Beacon Special',
  'Beacon Advanced',
  'Comet 500',
  'Comet 900',
  'Service Contract',
] as const

/** Texts that people, forms and exports put where they have nothing to say. */
export const placeholders = ['.', 'N/A', 'Select', 'unknown', '-', 'n/a'] as const

export const freeMail =
  'gmail.com gmail.com gmail.com yahoo.com outlook.com hotmail.com gmx.de web.de icloud.com orange.fr qq.com'.split(' ')

/** How leads come in, how often, and what they lack: counted on five real sets of leads. */
export const channels = [
  { source: 'website', perThousand: 420, gaps: { country: 0.01, employees: 0.48, phone: 0.4, company: 0.05 } },
  { source: 'chat', perThousand: 130, gaps: { country: 0.47, employees: 0.48, phone: 0.7, company: 0.3 } },
  { source: 'partner', perThousand: 90, gaps: { country: 0.47, employees: 0.3, phone: 0.3, company: 0.05 } },
  { source: 'by hand', perThousand: 40, gaps: { country: 0.96, employees: 0.5, phone: 0.3, company: 0.02 } },
  { source: 'trade show', perThousand: 140, gaps: { country: 0.05, employees: 0.21, phone: 0.3, company: 0.01 } },
  { source: 'purchased list', perThousand: 180, gaps: { country: 0.02, employees: 0.08, phone: 0.1, company: 0 } },
] as const
