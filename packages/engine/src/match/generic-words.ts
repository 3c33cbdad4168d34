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
   automobile automotive aviation bancorp bancorporation bancshares bank banking bankshares bakery beauty beverage beverages
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
   general genesis german germany global golden good grand great greater green guardian gulf harbor harmony heart heritage high highland
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
   west western white whole wild wilson wolf women world wide york young your zenith zone`.split(/\s+/),
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

/** Whether leaving the word out at the end of a name usually names the same company. */
export function isFiller(word: string): boolean {
  return fillers.has(word)
}

/** Whether the word says what a company does or is a filler, and so does not name it. */
export function isDescription(word: string): boolean {
  return fillers.has(word) || trades.has(word)
}

/** Whether these words name a company by themselves, and are not what many call themselves. */
export function isDistinctive(words: readonly string[]): boolean {
  let letters = 0
  let hasName = false
  for (const word of words) {
    letters += word.length
    hasName ||= word.length > 1 && !isDescription(word) && !commonNames.has(word)
  }
  return hasName && letters >= distinctLettersMin
}

/** Whether an organisation of this name exists once in many places. */
export function isPlaceBound(words: readonly string[]): boolean {
  return words.some((word) => placeBound.has(word))
}

/**
 * One form for words that mean the same in a company's name: `technologies` and `tech` are `technology`.
 * Weaker than an abbreviation, because two companies may differ by just this.
 */
export function looseWord(word: string): string {
  const special = looseForms.get(word)
  if (special !== undefined) return special
  const singular = word.endsWith('s') ? word.slice(0, -1) : word
  return singular !== word && isDescription(word) && isDescription(singular) ? singular : word
}

const looseForms: ReadonlyMap<string, string> = new Map([
  ['tech', 'technology'],
  ['technologies', 'technology'],
  ['industries', 'industry'],
  ['laboratories', 'laboratory'],
  ['labs', 'laboratory'],
  ['pharma', 'pharmaceutical'],
  ['biotechnology', 'biotech'],
  ['telecommunications', 'telecom'],
  ['properties', 'property'],
  ['utilities', 'utility'],
])
