import zonesByCountry from './reference/time-zones.json' with { type: 'json' }

/** Countries with several zones of which one holds nearly everybody. */
const mainZones: Readonly<Record<string, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  GL: 'America/Nuuk',
  KZ: 'Asia/Almaty',
  MH: 'Pacific/Majuro',
  MN: 'Asia/Ulaanbaatar',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Hebron',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kyiv',
  UZ: 'Asia/Tashkent',
  VN: 'Asia/Ho_Chi_Minh',
  XK: 'Europe/Belgrade',
}

/** Zone → the parts of its country that keep it, all of them or nearly so. Written from public facts. */
const partsByZone: Readonly<Record<string, string>> = {
  'America/New_York':
    'US-CT US-DC US-DE US-FL US-GA US-KY US-MA US-MD US-ME US-NC US-NH US-NJ US-NY US-OH US-PA US-RI US-SC US-VA US-VT US-WV',
  'America/Detroit': 'US-MI',
  'America/Indiana/Indianapolis': 'US-IN',
  'America/Chicago': 'US-AL US-AR US-IA US-IL US-KS US-LA US-MN US-MO US-MS US-ND US-NE US-OK US-SD US-TN US-TX US-WI',
  'America/Denver': 'US-CO US-MT US-NM US-UT US-WY',
  'America/Boise': 'US-ID',
  'America/Phoenix': 'US-AZ',
  'America/Los_Angeles': 'US-CA US-NV US-OR US-WA',
  'America/Anchorage': 'US-AK',
  'Pacific/Honolulu': 'US-HI',
  'America/Puerto_Rico': 'US-PR',
  'America/St_Thomas': 'US-VI',
  'Pacific/Guam': 'US-GU',
  'Pacific/Saipan': 'US-MP',
  'Pacific/Pago_Pago': 'US-AS',
  'America/Vancouver': 'CA-BC',
  'America/Edmonton': 'CA-AB CA-NT',
  'America/Whitehorse': 'CA-YT',
  'America/Regina': 'CA-SK',
  'America/Winnipeg': 'CA-MB',
  'America/Toronto': 'CA-ON CA-QC',
  'America/Halifax': 'CA-NS CA-PE',
  'America/Moncton': 'CA-NB',
  'America/St_Johns': 'CA-NL',
  'America/Iqaluit': 'CA-NU',
  'Australia/Sydney': 'AU-NSW AU-ACT',
  'Australia/Melbourne': 'AU-VIC',
  'Australia/Brisbane': 'AU-QLD',
  'Australia/Adelaide': 'AU-SA',
  'Australia/Perth': 'AU-WA',
  'Australia/Hobart': 'AU-TAS',
  'Australia/Darwin': 'AU-NT',
  'America/Sao_Paulo': 'BR-DF BR-ES BR-GO BR-MG BR-PR BR-RJ BR-RS BR-SC BR-SP',
  'America/Bahia': 'BR-BA',
  'America/Recife': 'BR-PE',
  'America/Fortaleza': 'BR-CE BR-MA BR-PB BR-PI BR-RN',
  'America/Maceio': 'BR-AL BR-SE',
  'America/Belem': 'BR-AP BR-PA',
  'America/Araguaina': 'BR-TO',
  'America/Campo_Grande': 'BR-MS',
  'America/Cuiaba': 'BR-MT',
  'America/Manaus': 'BR-AM',
  'America/Porto_Velho': 'BR-RO',
  'America/Boa_Vista': 'BR-RR',
  'America/Rio_Branco': 'BR-AC',
  'America/Mexico_City':
    'MX-AGU MX-CAM MX-CHP MX-CMX MX-COL MX-GRO MX-GUA MX-HID MX-JAL MX-MEX MX-MIC MX-MOR MX-OAX MX-PUE MX-QUE MX-SLP MX-TAB MX-TLA MX-VER MX-YUC MX-ZAC',
  'America/Monterrey': 'MX-COA MX-DUR MX-NLE MX-TAM',
  'America/Cancun': 'MX-ROO',
  'America/Chihuahua': 'MX-CHH',
  'America/Hermosillo': 'MX-SON',
  'America/Mazatlan': 'MX-BCS MX-NAY MX-SIN',
  'America/Tijuana': 'MX-BCN',
  'Atlantic/Canary': 'ES-CN ES-GC ES-TF',
  'Atlantic/Azores': 'PT-20',
  'Atlantic/Madeira': 'PT-30',
  'Asia/Jakarta':
    'ID-JK ID-JB ID-JT ID-JI ID-YO ID-BT ID-JW ID-SM ID-AC ID-SU ID-SB ID-RI ID-JA ID-SS ID-BE ID-LA ID-BB ID-KR ID-KB ID-KT',
  'Asia/Makassar': 'ID-BA ID-NB ID-NT ID-KS ID-KI ID-KU ID-SL ID-SA ID-ST ID-SN ID-SG ID-GO ID-SR',
  'Asia/Jayapura': 'ID-PA ID-PB ID-PP ID-PS ID-PT ID-PE ID-PD ID-MA ID-MU ID-ML',
  'Europe/Moscow': 'RU-MOW RU-MOS RU-SPE RU-LEN RU-NIZ RU-KDA RU-ROS RU-TA RU-VOR RU-TVE RU-TUL RU-YAR',
  'Asia/Yekaterinburg': 'RU-SVE RU-CHE RU-PER RU-TYU RU-BA RU-ORE',
  'Asia/Novosibirsk': 'RU-NVS',
  'Asia/Krasnoyarsk': 'RU-KYA',
  'Asia/Irkutsk': 'RU-IRK RU-BU',
  'Asia/Vladivostok': 'RU-PRI RU-KHA',
  'Europe/Kaliningrad': 'RU-KGD',
  'Europe/Samara': 'RU-SAM',
}

const zoneByCountry: ReadonlyMap<string, string> = new Map(Object.entries({ ...zonesByCountry, ...mainZones }))

const zoneByPart: ReadonlyMap<string, string> = new Map(
  Object.entries(partsByZone).flatMap(([zone, parts]) => parts.split(' ').map((part) => [part, zone] as const)),
)

/**
 * The IANA zone that people in a place keep: by the part of the country (ISO 3166-2), else by the country (alpha-2), where one zone
 * holds all or nearly all of it. `null` where only the city would tell, and for what does not exist.
 */
export function zoneOfPlace(country: string | null, subdivision: string | null): string | null {
  const part = subdivision === null ? undefined : zoneByPart.get(subdivision)
  if (part !== undefined) return part
  if (country === null) return null
  return zoneByCountry.get(country) ?? null
}
