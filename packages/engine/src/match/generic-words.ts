import { textTable } from '../normalise/text-table.ts'
import { isPersonName } from './person-names.ts'

/** Words that companies add to their name and people leave out: `Altria Group` is called `Altria`. */
const fillers = new Set(
  `group groups groupe grupo gruppo gruppe gruppen holding holdings companies corp corporation co company
   international internationale internacional global globally worldwide
   enterprise enterprises technology technologies tech system systems solution solutions service services
   industry industries laboratory laboratories brand brands com partner partners`.split(/\s+/),
)

/** Words that say what a company does. Many companies share them, so alone they tell none apart. */
const trades = new Set(
  `agency agriculture air airline airlines airways aerospace apparel architecture asset assets associates auto automation
   automobile automotive aviation bancorp bancorporation bancshares bank banking bankshares bakery batteries battery beauty beverage beverages
   bioscience biosciences biopharma biopharmaceutical biopharmaceuticals biotech biotechnology biotherapeutics brewing broadcasting
   builders building cable capital care cement chemical chemicals clinic clinics clothing cloud coffee commerce commercial
   communication communications computer computers computing construction consultants consulting consumer containers contractors
   copper cosmetics credit cyber data dental design development devices diagnostics digital dynamics education electric electrical
   electronic electronics energy engineering entertainment equipment equities equity exploration farms fashion film finance
   financial fitness food foods footwear foundation freight fund funds furniture games gaming gas gold government hardware health
   healthcare home homes hospital hospitality hospitals hotel hotels housing industrial information infrastructure innovation
   innovations instruments insurance interactive interiors investment investments investors jewelry labs law leasing lending
   lithium logistics machine machinery machines management manufacturing marine maritime market marketing markets materials media
   medical medicine metals microsystems mineral minerals mining mobile mobility mortgage motor motors movers music net network
   networks oil oncology online optical outdoor packaging paper payments petroleum pharma pharmaceutical pharmaceuticals
   pharmacy pizza plastics power precision press printing product products production productions properties property publishing
   rail railroad railway real realty recruiting recycling renewables rental rentals research resource resources restaurant
   restaurants retail risk robotics science sciences scientific security securities semiconductor semiconductors shipping shop
   silver software solar space sport sports staffing steel storage store stores studio studios supplies supply surgical
   tankers telecom telecommunications telephone textiles therapeutics tire tobacco tool tools toys trading training transit
   transport transportation travel trucking trust uranium utilities utility ventures water wealth wellness wholesale wind wines
   wireless works`.split(/\s+/),
)

/** Names that many unrelated companies bear, and words that stand before or between names. */
const commonNames = new Set(
  `a advanced africa african alliance allied alpha america american americas an apex arctic art arts asia asian associated association at
   atlantic aurora australia australian baltic beacon best beta better big black blue board boston bridge bright britain british bureau
   business california canada canadian capitol castle center central century champion chicago china chinese choice citizens city classic
   clean clear coast college commission community compass complete consolidated continental cooperative core council country county
   creative cross crown crystal dallas day de del delta department der des di direct diversified dream du eagle early earth east eastern
   edge el elite emerging empire england english essential euro europe european evergreen excel express fair family farmers federal fidelity
   first five florida focus for forest fort forward four france franklin free freedom french frontier full fusion future galaxy gateway
   general genesis german germany global golden good grand great greater green guardian gulf harbor harbour harmony heart heritage high highland
   hill home homestead horizon house hudson icon ideal impact imperial in independence independent india indian institute insight
   integrated integrity international island italia japan jersey key king kings la lake land las le legacy legend leading liberty life light
   lion local london los lotus madison magic magnolia main maple mark master maverick max medallion merchants meridian metro metropolitan mid
   midwest millennium mission modern momentum monarch mountain mutual national native natural nature neo new next nexus noble nordic
   north northeast northern northwest nova oak ocean of old olympic omega omni on one online open optimum orange orbit orient origin orion
   our pacific palm paradise paramount park partner path patriot peak pearl people peoples perfect phoenix pilot pinnacle pioneer planet
   platinum plus point polar port premier premium prestige prime pro professional progressive prospect provident prudential public pulse
   pure quality quantum quest rainbow rapid red reliable reliance republic river road rock rocky rose royal safe sage saint san santa sapphire
   school sea secure select senior service seven shore sierra signature simple six sky smart society solid sound source south southeast southern
   southwest spectrum spirit spring st standard star state states sterling stone strategic street strong summit sun sunrise sunset super
   superior supreme swiss target ten texas the three tiger time titan top total tower town trans tri triangle trinity true two union
   united unity universal universe university us uk urban usa valley value vanguard vector vertex victory vision vista vital wave web
   west western white whole wild women world wide york young your zenith zone
   abc ace acorn adventure agile alert amber anchor angel apogee aqua arch archer ark array arrow ascent aspire atlas avalon axiom axis
   bay beam bear bell bishop blaze bloom bolt bond boom boost brave breeze brilliant brook builder cascade cedar circle cobalt concept
   concord connect constellation coral cosmos crest cypress dawn diamond discovery dolphin dragon drive echo eclipse element elements
   ember endeavor endeavour engage envision epic equinox escape everest evolution evolve exact expert explorer falcon flagship flash
   flex flow forte fortress fortune forum fountain fuse gem genius giant glacier glow granite graph gravity grove growth halo hawk haven
   helix hero hive honest hope hub ignite infinite infinity inspire intrepid iris iron ivy jade jet jupiter keystone kite ladder laser
   launch leaf level link logic lucid luna lux lynx lyra magna magnet magnum marathon mars matrix maxim mercury merit mint mirror
   monument moon mosaic motion muse nautilus neptune nest nimbus oasis obsidian odyssey olive onyx opal optima osprey owl panther
   parallel passport pegasus penguin pillar pine pivot pixel plaza polaris portal prism prodigy propel proton puma radiant radius
   raven realm reef relay renaissance resolute rhythm ridge rise rocket sail saturn scout sentinel sentry sequoia shield slate solaris
   solstice sonic spark spire sprint spruce stellar stride surge swift symphony synergy tandem tango tempo terra thrive thunder torch
   traverse trek trident trio turbo twin ultra umbrella unicorn upstream valiant velocity venture venus verge vibe virtue viva volt
   voyager willow wing wonder xyz zen zephyr zeta`.split(/\s+/),
)

/**
 * Words of organisations that exist once in every place: a city of Springfield is known only by its state.
 */
const placeBound = new Set(
  `city town township village hamlet borough county parish municipality municipal district precinct department ministry court
   police sheriff isd ciudad ayuntamiento municipio prefeitura alcaldia stadt gemeinde landkreis landratsamt ville commune mairie
   comune provincia kommune gmina`.split(/\s+/),
)

/** The least letters by which one name alone may be known when words are left out. */
const distinctLettersMin = 4

const descriptions: ReadonlySet<string> = new Set([...fillers, ...trades])

/** What a word is, as a sum of these. */
const FILLER = 1
const DESCRIPTION = 2
const COMMON = 4
const PLACE_BOUND = 8

/** One look-up tells all that is known of a word; most are none of these. */
const kindsOf = textTable(
  [...descriptions, ...commonNames, ...placeBound].map((word) => {
    const inKind = (words: ReadonlySet<string>, kind: number): number => (words.has(word) ? kind : 0)
    const kinds =
      inKind(fillers, FILLER) +
      inKind(descriptions, DESCRIPTION) +
      inKind(commonNames, COMMON) +
      inKind(placeBound, PLACE_BOUND)
    return [word, kinds] as const
  }),
)

function isOfKind(word: string, kinds: number): boolean {
  return ((kindsOf(word) ?? 0) & kinds) !== 0
}

/** Whether leaving the word out at the end of a name usually names the same company. */
export function isFiller(word: string): boolean {
  return isOfKind(word, FILLER)
}

/** Whether the word says what a company does or is a filler, and so does not name it. */
export function isDescription(word: string): boolean {
  return isOfKind(word, DESCRIPTION)
}

/** How many words are left when those of one kind are dropped from the end, at least one. */
export function lengthWithout(words: readonly string[], isDropped: (word: string) => boolean): number {
  let length = words.length
  while (length > 1 && isDropped(words[length - 1] ?? '')) length -= 1
  return length
}

/** Whether the first `count` words (all, when not said) name a company by themselves, and are not what many call themselves. */
export function isDistinctive(words: readonly string[], count = words.length): boolean {
  // `Campbell` alone may be anybody; `Campbell Soup` is one.
  if (count === 1 && isPersonName(words[0] ?? '')) return false
  let letters = 0
  let hasName = false
  for (let index = 0; index < count; index += 1) {
    const word = words[index] ?? ''
    letters += word.length
    hasName ||= word.length > 1 && !isOfKind(word, DESCRIPTION + COMMON)
    if (hasName && letters >= distinctLettersMin) return true
  }
  return false
}

/** Whether an organisation of this name exists once in many places. */
export function isPlaceBound(words: readonly string[]): boolean {
  return words.some((word) => isOfKind(word, PLACE_BOUND))
}

/**
 * One form for words that mean the same in a company's name: `technologies` and `tech` are `technology`.
 * Weaker than an abbreviation, because two companies may differ by just this. `null` for a word that stays as it is.
 */
export function looseForm(word: string): string | null {
  return looseForms(word) ?? null
}

const looseForms = textTable<string>([
  ...singulars(),
  ['tech', 'technology'],
  ['technologies', 'technology'],
  ['industries', 'industry'],
  ['laboratories', 'laboratory'],
  ['labs', 'laboratory'],
  ['lab', 'laboratory'],
  ['pharma', 'pharmaceutical'],
  ['biotechnology', 'biotech'],
  ['telecommunications', 'telecom'],
  ['properties', 'property'],
  ['utilities', 'utility'],
])

/** `holdings` → `holding`, where both are in use. */
function* singulars(): Iterable<readonly [string, string]> {
  for (const word of descriptions) {
    if (word.endsWith('s') && descriptions.has(word.slice(0, -1))) yield [word, word.slice(0, -1)]
  }
}
