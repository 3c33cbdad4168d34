/**
 * A legal form of companies, with the ways it is written. Spellings are compared as company names are:
 * lower case, no accents, no dots, without `and`, `&`; so `S.p.A.` and `SpA` are one spelling.
 */
export type LegalForm = {
  /** ISO 3166-1 alpha-2 codes of where it is common, for readers; nothing depends on it. */
  readonly used: string
  /** Separated by bars. */
  readonly spellings: string
  /** Where in a name it stands. Default `end`. */
  readonly stands?: 'start' | 'both'
  /**
   * Also an ordinary word or a common abbreviation (`spa`, `me`, `pc`): it counts as a legal form only
   * where dots, slashes or capitals set it apart from the rest of the name.
   */
  readonly isWord?: true
  /** Forms at the end beside which it is still cut at the start: `PT Telkom Tbk`, but not `AB Foods Ltd`. */
  readonly onlyWith?: string
}

/** Forms that are one and the same, by the spelling that names them in results. */
export const sameLegalForm: Readonly<Record<string, string>> = {
  incorporated: 'inc',
  incorp: 'inc',
  corporation: 'corp',
  corpn: 'corp',
  company: 'co',
  companies: 'co',
  cos: 'co',
  coy: 'co',
  limited: 'ltd',
  lmtd: 'ltd',
  'limited liability company': 'llc',
  'limited liability co': 'llc',
  'limited liability partnership': 'llp',
  'limited partnership': 'lp',
  'public limited company': 'plc',
  'national association': 'na',
  'pty limited': 'pty ltd',
  'proprietary limited': 'pty ltd',
  'proprietary ltd': 'pty ltd',
  'private limited': 'pvt ltd',
  'pvt limited': 'pvt ltd',
  'p ltd': 'pvt ltd',
  'pte limited': 'pte ltd',
  'company limited': 'co ltd',
  'co limited': 'co ltd',
  'company ltd': 'co ltd',
  'joint stock company': 'jsc',
  'public joint stock company': 'pjsc',
  aktiengesellschaft: 'ag',
  'gesellschaft mit beschrankter haftung': 'gmbh',
  mbh: 'gmbh',
  kommanditgesellschaft: 'kg',
  'societe anonyme': 'sa',
  'sociedad anonima': 'sa',
  'sociedade anonima': 'sa',
  'societe a responsabilite limitee': 'sarl',
  'societa per azioni': 'spa',
  'societa a responsabilita limitata': 'srl',
  'besloten vennootschap': 'bv',
  'naamloze vennootschap': 'nv',
  'sociedad anonima de capital variable': 'sa de cv',
  limitada: 'ltda',
  aktiebolag: 'ab',
  aktiebolaget: 'ab',
  aksjeselskap: 'as',
  aktieselskab: 'as',
  osakeyhtio: 'oy',
  anpartsselskab: 'aps',
  'sendirian berhad': 'sdn bhd',
  berhad: 'bhd',
  'anonim sirketi': 'as',
  'limited sirketi': 'ltd sti',
}

/** Legal forms by region, written from public knowledge. */
export const legalForms: readonly LegalForm[] = [
  // English-speaking countries and those that write their forms in English.
  { used: 'US CA PH', spellings: 'inc | incorporated | incorp | inc co' },
  { used: 'US CA PH', spellings: 'corp | corporation | corpn | corp inc' },
  { used: 'US GB', spellings: 'co | company | coy | cos | companies' },
  { used: 'GB IE IN ZA', spellings: 'ltd | limited | lmtd | ld' },
  { used: 'US AE', spellings: 'llc | limited liability company | limited liability co | lc' },
  { used: 'GB US IN KZ', spellings: 'llp | limited liability partnership | lllp' },
  { used: 'US GB CA', spellings: 'lp | limited partnership' },
  { used: 'GB IE NG', spellings: 'plc | public limited company | public limited co' },
  { used: 'US', spellings: 'pllc | professional limited liability company' },
  { used: 'US', spellings: 'pbc | public benefit corporation | public benefit corp' },
  { used: 'US', spellings: 'pc | professional corporation', isWord: true },
  { used: 'US', spellings: 'pa | professional association', isWord: true },
  { used: 'US', spellings: 'national association' },
  { used: 'US', spellings: 'na | fsb | ssb', isWord: true },
  { used: 'GB IE', spellings: 'unlimited | unltd | ultd | unlimited company | uc', isWord: true },
  { used: 'GB', spellings: 'cic | community interest company | cio' },
  { used: 'GB', spellings: 'cyf | cyfyngedig | ccc' },
  { used: 'IE', spellings: 'dac | designated activity company | clg | company limited by guarantee' },
  { used: 'IE', spellings: 'teo | teoranta | cpt | cuideachta phoibli theoranta' },
  { used: 'AU ZA', spellings: 'pty ltd | pty | proprietary limited | proprietary ltd | pty limited' },
  { used: 'ZA', spellings: 'soc ltd | soc limited | rf ltd | npc | cc' },
  { used: 'SG', spellings: 'pte ltd | pte | pte limited | private ltd' },
  { used: 'IN PK BD', spellings: 'pvt ltd | private limited | pvt | pvt limited | p ltd | smc pvt ltd | opc' },
  { used: 'IN PK BD', spellings: 'opc pvt ltd | opc private limited | smc private limited | private ltd co' },
  { used: 'NG', spellings: 'gte | ltd gte' },
  { used: 'CA', spellings: 'ltee | limitee | ulc | enr | senc | sencrl | unlimited liability corporation' },
  { used: 'CN TW TH JP', spellings: 'co ltd | company limited | co limited | company ltd | sole co ltd' },
  { used: 'TH', spellings: 'pcl | public company limited | public co ltd | public company ltd | pub co ltd' },
  { used: 'RU KZ GE', spellings: 'jsc | joint stock company | ojsc | cjsc | pjsc | open joint stock company' },
  { used: 'RU AE', spellings: 'public joint stock company | closed joint stock company | joint stock co' },
  { used: 'ET', spellings: 'share company | private limited company | pvt ltd co' },
  // Germany, Austria, Switzerland, Liechtenstein.
  { used: 'DE AT CH', spellings: 'gmbh | gesellschaft mit beschrankter haftung | mbh | gesmbh | ges mbh | ggmbh' },
  { used: 'DE', spellings: 'gmbh co kg | gmbh cokg | gmbh co | gmbh co kgaa | gmbh co ohg | gesmbh co kg' },
  { used: 'DE', spellings: 'ag co kg | ag co kgaa | se co kg | se co kgaa | ug co kg | co kg | co ohg | cokg' },
  { used: 'DE AT CH', spellings: 'ag | aktiengesellschaft' },
  { used: 'DE AT CH', spellings: 'kg | kommanditgesellschaft | kgaa | kommanditgesellschaft auf aktien' },
  { used: 'DE AT', spellings: 'ohg | offene handelsgesellschaft | og | gbr | gesbr | vvag' },
  { used: 'DE', spellings: 'ug | unternehmergesellschaft | ug haftungsbeschrankt | haftungsbeschrankt' },
  { used: 'DE', spellings: 'ek | ekfm | ekfr | e kfm | e kfr | eingetragener kaufmann' },
  { used: 'DE AT', spellings: 'ev | eg | eu | il', isWord: true },
  { used: 'DE', spellings: 'eingetragener verein | eingetragene genossenschaft' },
  { used: 'DE', spellings: 'partg | partgmbb | partg mbb | mbb | partnerschaftsgesellschaft' },
  { used: 'EU', spellings: 'se | societas europaea | sce | ewiv | eeig | geie' },
  // France, Belgium, Netherlands, Luxembourg, Italy.
  {
    used: 'FR ES PT CH',
    spellings: 'sa | societe anonyme | sociedad anonima | sociedade anonima | societate pe actiuni',
  },
  { used: 'FR LU MA', spellings: 'sarl | societe a responsabilite limitee | sarl s | suarl | sarlu', stands: 'both' },
  { used: 'FR CO', spellings: 'sas | societe par actions simplifiee | sociedad por acciones simplificada' },
  { used: 'FR', spellings: 'sasu | eurl | selarl | selas | scop | gaec', stands: 'both' },
  { used: 'FR', spellings: 'snc | societe en nom collectif | societa in nome collettivo', stands: 'both' },
  { used: 'FR', spellings: 'gie' },
  { used: 'FR LU', spellings: 'sca | scs | scsp | secs | sicav | sicar | cie' },
  { used: 'NL BE', spellings: 'bv | besloten vennootschap | bvba | sprl | srl | bv srl' },
  { used: 'NL BE', spellings: 'nv | naamloze vennootschap | nv sa | sa nv' },
  { used: 'NL BE', spellings: 'vof | cvba | scrl | comm v | comm va | commv | vzw | asbl | aisbl | ivzw | cvoa' },
  { used: 'NL MX', spellings: 'cv | ua', isWord: true },
  { used: 'IT', spellings: 'spa | societa per azioni', isWord: true },
  {
    used: 'IT RO AR',
    spellings: 'srl | societa a responsabilita limitata | sociedad de responsabilidad limitada | srl d',
  },
  {
    used: 'IT',
    spellings: 'srls | sapa | scarl | scpa | soc coop | societa cooperativa | onlus | srl sb | soc coop arl',
  },
  // Spain, Portugal, Latin America.
  { used: 'ES', spellings: 'sl | sociedad limitada | slu | sau | slne | sll | slp | s coop | sccl | scoop | sad' },
  { used: 'ES LB', spellings: 'sal | sc', isWord: true },
  { used: 'MX', spellings: 'sa de cv | sab de cv | sapi de cv | sapib de cv | sociedad anonima de capital variable' },
  { used: 'MX', spellings: 's de rl de cv | s de rl | srl de cv | sc de rl | sc de rl de cv | sab | sapi | de cv' },
  { used: 'MX', spellings: 'sofom | sofom enr | sofom er | sa de cv sofom enr' },
  { used: 'BR CL', spellings: 'ltda | limitada | ltda me | ltda epp | cia ltda | epp | eireli | mei' },
  { used: 'BR', spellings: 'me | ca | ep', isWord: true },
  { used: 'PT AO MZ', spellings: 'lda | unipessoal lda | unipessoal | sgps | sgps sa | sa sgps | crl' },
  { used: 'AR PE', spellings: 'saci | saic | sacif | saicf | sacifia | saica | saa | sac | sgr | eirl' },
  { used: 'DO VE', spellings: 'c por a | cxa | cpora | compania anonima | s en c | s en c por a | senc por a' },
  // Nordic and Baltic countries.
  { used: 'SE FI', spellings: 'ab | aktiebolag | aktiebolaget | ab publ | publ', stands: 'both', onlyWith: 'publ' },
  { used: 'SE', spellings: 'hb | handelsbolag | kb | kommanditbolag | ek for | ekonomisk forening' },
  { used: 'NO DK EE LV', spellings: 'as | aksjeselskap | aktieselskab | aktsiaselts | akciju sabiedriba | asa' },
  { used: 'DK', spellings: 'aps | anpartsselskab | ivs | amba | smba | fmba | allmennaksjeselskap' },
  { used: 'DK NO', spellings: 'is | ks | ps | gs | pf | spf | da | ba | kf', isWord: true },
  { used: 'NO', spellings: 'ans | nuf | iks | enk | rhf' },
  {
    used: 'FI',
    spellings: 'oy | osakeyhtio | oyj | oy ab | ab oy | julkinen osakeyhtio | oyj abp | abp',
    stands: 'both',
  },
  { used: 'FI', spellings: 'ky | ay | tmi | t mi | osk' },
  { used: 'IS', spellings: 'hf | ehf | ohf | slf | svf' },
  { used: 'EE', spellings: 'ou | osauhing | mtu | fie', stands: 'both' },
  { used: 'LV', spellings: 'sia | sabiedriba ar ierobezotu atbildibu', stands: 'both' },
  { used: 'LT', spellings: 'uab | uzdaroji akcine bendrove | akcine bendrove | vsi', stands: 'both' },
  // Central and South-Eastern Europe, Turkey.
  {
    used: 'PL',
    spellings: 'sp z oo | sp zoo | spzoo | spz oo | z oo | spolka z oo | spolka z ograniczona odpowiedzialnoscia',
  },
  {
    used: 'PL',
    spellings: 'sp k | spk | sp z oo sp k | sp zoo sp k | sp z oo spk | sp komandytowa | spolka komandytowa',
  },
  {
    used: 'PL',
    spellings: 'sp j | spj | sp p | ska | spolka akcyjna | spolka jawna | prosta spolka akcyjna | spolka cywilna',
  },
  {
    used: 'CZ SK',
    spellings: 'sro | spol s ro | spol sro | spolecnost s rucenim omezenym | spolocnost s rucenim obmedzenym',
  },
  { used: 'CZ SK', spellings: 'akciova spolecnost | akciova spolocnost | akc spol | vos | kom spol | ver obch spol' },
  { used: 'HU', spellings: 'kft | korlatolt felelossegu tarsasag | zrt | nyrt | kkt | kht | reszvenytarsasag' },
  { used: 'HU', spellings: 'bt | rt', isWord: true },
  { used: 'RO', spellings: 'sc', stands: 'start', onlyWith: 'srl | sa | snc', isWord: true },
  { used: 'BG', spellings: 'ood | eood | ead | оод | еоод | еад | ад' },
  { used: 'BG RS', spellings: 'ad | akcionarsko drustvo | et | od | kd | kda', isWord: true },
  { used: 'RS HR SI BA MK', spellings: 'doo | d oo | jdoo | dooel | доо | дооел' },
  {
    used: 'HR RS SI',
    spellings:
      'drustvo s ogranicenom odgovornoscu | drustvo sa ogranicenom odgovornoscu | druzba z omejeno odgovornostjo',
  },
  { used: 'HR SI', spellings: 'dd | dionicko drustvo | delniska druzba | dno | jtd | obrt' },
  { used: 'AL XK', spellings: 'shpk | sh pk | sha | sh a' },
  { used: 'GR CY', spellings: 'ae | epe | ike | aebe | abee | mepe | αε | επε | ικε | οε | εε | αεβε | αβεε' },
  {
    used: 'GR',
    spellings: 'ανωνυμη εταιρεια | ανωνυμη εταιρια | ανωνυμοσ εταιρεια | μονοπροσωπη ικε | μονοπροσωπη επε',
  },
  {
    used: 'TR',
    spellings: 'ltd sti | limited sirketi | limited sirket | ltd sirketi | sti | tic ltd sti | san ve tic ltd sti',
  },
  {
    used: 'TR',
    spellings:
      'anonim sirketi | anonim sirket | san tic as | san ve tic as | sanayi ve ticaret as | tic as | ve tic as',
  },
  {
    used: 'TR',
    spellings:
      'sanayi ve ticaret ltd sti | san tic ltd sti | sanayi ve ticaret anonim sirketi | sanayi ve ticaret limited sirketi',
  },
  // Russia, Ukraine, Caucasus, Central Asia, Mongolia.
  {
    used: 'RU BY',
    spellings: 'ooo | oao | zao | pao | odo | fgup | ооо | оао | зао | пао | ао | одо | фгуп',
    stands: 'both',
  },
  { used: 'RU', spellings: 'ано | ип | муп | гуп | чуп | сооо | уп', stands: 'start' },
  {
    used: 'RU',
    spellings: 'общество с ограниченнои ответственностью | акционерное общество | публичное акционерное общество',
    stands: 'both',
  },
  { used: 'UA', spellings: 'тов | прат | пат | фоп | тзов | товариство з обмеженою відповідальністю', stands: 'both' },
  { used: 'UA', spellings: 'tov | prat | tzov | ат | пп | дп', stands: 'start' },
  { used: 'KZ UZ KG', spellings: 'тоо | осоо | жшс | mchj', stands: 'both' },
  { used: 'KZ', spellings: 'too', stands: 'start', isWord: true },
  { used: 'AZ', spellings: 'mmc | asc | qsc | qapali sehmdar cemiyyeti' },
  { used: 'AM GE', spellings: 'սպը | փբը | բբը | შპს | სს', stands: 'both' },
  { used: 'MN', spellings: 'xxk | xk | ххк | хк' },
  // Middle East and North Africa.
  { used: 'AE', spellings: 'fze | fzco | fzc | fz llc | fzllc | dmcc | fz co | spc | sole proprietorship llc' },
  { used: 'BH QA KW OM', spellings: 'wll | bsc | bsc c | bscc | ksc | kscc | kscp | saog | saoc | qpsc | psc' },
  { used: 'EG LB', spellings: 'sae | s a l | offshore sal | sal offshore | sal holding' },
  { used: 'IL', spellings: 'בעמ | bm | b m' },
  { used: 'AE EG', spellings: 'شركة | شمم | شمع | شذمم | ذمم | المحدودة', stands: 'both' },
  // South-East and East Asia, written with spaces.
  {
    used: 'ID',
    spellings: 'pt | perusahaan perseroan persero pt | perum | pt persero',
    stands: 'start',
    onlyWith: 'tbk | persero | persero tbk',
  },
  { used: 'ID', spellings: 'tbk | persero | persero tbk | pt' },
  { used: 'MY BN', spellings: 'sdn bhd | sendirian berhad | bhd | berhad | plt | snd bhd' },
  {
    used: 'VN',
    spellings: 'cong ty tnhh | cong ty tnhh mtv | cong ty co phan | ctcp | cty tnhh | cty cp | cong ty cp',
    stands: 'start',
  },
  { used: 'VN', spellings: 'tnhh | tnhh mtv | mtv', stands: 'both' },
  { used: 'JP', spellings: 'kk | kabushiki kaisha | kabushiki gaisha | gk | godo kaisha | yk | yugen kaisha' },
]

/** Forms of scripts that are written without spaces: they are cut from either end of a name. */
export const gluedLegalForms: readonly string[] = [
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '有限公司',
  '株式会社',
  '有限会社',
  '合同会社',
  '合資会社',
  '合名会社',
  '一般社団法人',
  '주식회사',
  '유한회사',
  '유한책임회사',
  '(株)',
  '(有)',
  '(同)',
  '(주)',
  '(유)',
  'บริษัทมหาชน',
  'บริษัท',
  'จํากัด (มหาชน)',
  'จํากัด(มหาชน)',
  'จํากัด',
  'ห้างหุ้นส่วน',
  '(มหาชน)',
]
