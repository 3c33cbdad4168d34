import { textTable } from '../normalise/text-table.ts'

/** First names common in names of companies, in the countries whose registers put the surname first. */
const givenNames = new Set(
  `aaron abraham adam albert alex alexander alfred allen alan andrew anna anne anthony arnold arthur barbara ben benjamin
   bernard bill bob brian bruce calvin carl catherine charles chris christian christopher claire clara clarence craig daniel david
   dennis diane donald donna douglas earl edgar edith edmund eduard edward edwin eli elias elizabeth ellen emil emily emma eric ernest
   ernst esther eugene eva felix ferdinand florence frank fred frederick friedrich gary george gerald gilbert giorgio gordon gregory
   gustav guy hannah harold harry harvey heinrich helen helena henri henry herbert herman hermann howard hugh hugo ida irene isaac
   ivan jack jacob james jane janet jason jean jeffrey jennifer jerome jerry jesse jim joan joe johann john jonathan jose josef
   joseph joshua juan judith julia julius karen karl katherine keith kenneth kevin kurt larry laura lawrence leo leon leonard leonardo
   leroy lewis linda lisa louis louise lucas ludwig luis luke marcus margaret maria marie mario mark martha martin mary matthew maurice
   michael michel miguel milton morris nancy nathan nicholas nicole norman oliver oscar otto patricia patrick paul paula peter philip
   philippe phillip pierre rachel ralph raymond rebecca richard robert roberto roger roland ronald rosa rose roy rudolf russell ruth
   samuel sandra sara sarah scott sebastian simon sophie stanley stephen steve steven stuart susan sylvia theodore theresa thomas
   timothy tom victor victoria vincent virginia walt walter warren wilhelm william`.split(/\s+/),
)

/** Surnames that many unrelated companies are called after. */
const surnames = new Set(
  `adams alexander allen anderson andrews armstrong arnold austin bailey baker barker barnes bauer becker bell bennett berg berry black
   boyd bradley brooks brown bryant burke burns butler campbell carlson carroll carter chapman chen clark cole coleman collins cook cooper
   cox crawford cunningham davis dean dixon douglas duncan dunn edwards elliott ellis evans ferguson fischer fisher fleming fletcher ford
   foster fox freeman fuller garcia gardner gates gibson gonzalez gordon graham grant gray green greene griffin gupta hall hamilton hansen
   harper harris harrison hart harvey hayes henderson henry hernandez hill hoffman hoffmann holland holmes howard hudson huber hughes hunt
   hunter jackson jacobs jackman jenkins jensen johnson johnston jones jordan kelley kelly kennedy khan kim king klein knight koch kumar
   lambert lane larsen larson lawrence lawson lee lewis lloyd long lopez lynch marshall martin martinez mason mayer mccarthy mcdonald
   mercer meyer miller mills mitchell moore morales morgan morris morrison mueller muller murphy murray myers nelson nguyen nichols nielsen
   oliver olsen olson owens palmer parker patel patterson payne pearson perez perkins perry peters petersen peterson phillips pierce porter
   powell price quinn ramirez reed reid reynolds rice richards richardson richter riley rivera roberts robertson robinson rodriguez rogers
   rose ross rossi russell russo ryan sanchez sanders sanford santos schmidt schmitt schneider schroeder schultz schulz schwarz scott sharma
   shaw silva simmons simon simpson singh smith snyder spencer stephens stevens stewart stone sullivan sutton taylor thomas thompson torres
   tucker turner wagner walker wallace wang ward warren washington watkins watson weaver webb weber weiss wells west wheeler white
   williams williamson willis wilson winter wolf wong wood woods wright young zimmermann`.split(/\s+/),
)

const isGiven = textTable([...surnames, ...givenNames].map((name) => [name, givenNames.has(name)] as const))

/** Whether the word is a common surname or first name. */
export function isPersonName(word: string): boolean {
  return isGiven(word) !== undefined
}

/** Whether the word is a person's first name. */
export function isGivenName(word: string): boolean {
  return isGiven(word) === true
}
