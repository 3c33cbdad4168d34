/**
 * What passwords that many people have are made of. Together with digits, signs, repetitions and the usual substitutions (`p4$$w0rd`)
 * these cover the lists of common passwords that are long enough to be chosen here.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwort passwd pass pwd passphrase secret geheim motdepasse contrasena kennwort login logon signin account user username
  admin administrator root superuser sysadmin guest test testing tester demo sample example default temp temporary changeme change me
  letmein let in welcome willkommen bienvenue hello hallo bonjour hola goodbye open sesame opensesame access granted enter
  qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm yxcv yxcvbnm qaz wsx edc rfv tgb yhn
  qazwsx qazwsxedc qweasd qweasdzxc asd qwe zxc poiuytrewq lkjhgfdsa mnbvcxz
  abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz
  iloveyou i love you loveyou lovely lover loveme love ilove forever always together babygirl baby angel sweetheart darling honey
  sunshine princess dragon monkey football baseball basketball soccer hockey tennis golf master shadow superman batman spiderman ironman
  trustno trust no michael jennifer jordan jessica ashley daniel charlie thomas andrew matthew joshua robert george nicole hannah amanda
  liverpool chelsea arsenal barcelona madrid realmadrid juventus bayern manchester united dortmund schalke
  starwars pokemon naruto minecraft fortnite matrix whatever freedom computer internet server network windows microsoft google apple
  android samsung iphone facebook linkedin twitter instagram youtube amazon netflix spotify adobe oracle salesforce hubspot
  cheese chocolate cookie banana pepper ginger summer winter spring autumn fall sommer herbst fruehling january february march april may
  june july august september october november december januar februar maerz juni juli oktober dezember monday tuesday wednesday thursday
  friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag berlin hamburg munich paris london newyork america
  germany deutschland france england canada china india flower purple orange yellow silver golden diamond killer ninja hunter ranger
  harley mustang ferrari porsche mercedes corvette camaro yamaha maverick phoenix thunder lightning tiger eagle falcon dolphin
  jesus christ jesuschrist god blessed heaven faith rightful lead leads sales marketing company office business team work job
  please thank thanks thankyou yes fuck fuckyou shit asshole bitch the my is new one two three four five six seven eight nine zero
  superstar rockstar super star rock best first last number lucky happy birthday christmas family friend friends mother father
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
)
