/**
 * Groups of countries that every policy may name without writing them out, as ISO 3166-1 alpha-2 codes. A policy
 * that declares a group of the same name uses its own.
 *
 * Sources: the unions' own lists of members as of January 2026 (EU 27, EEA, EFTA, euro area with Bulgaria, Schengen
 * area, ASEAN with Timor-Leste, GCC, Benelux, Nordic and Baltic states); regions follow the United Nations' M49
 * standard, with Taiwan in Eastern Asia and Kosovo (`XK`) in Europe. EMEA, APAC, DACH, UKI, CEE and MENA are terms of trade and defined in
 * docs/reference/policy.md.
 */
export const builtInGroups: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(buildGroups()).map(([name, codes]) => [name, codes.split(' ').toSorted()]),
)

function buildGroups(): Readonly<Record<string, string>> {
  const eu = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
  const europe =
    'AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK'
  const westernAsia = 'AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE'
  const africa =
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW'
  const latam =
    'AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI'
  const northernAmerica = 'BM CA GL PM US'
  const centralAsia = 'KG KZ TJ TM UZ'
  const restOfAsia = 'AF BD BN BT CN HK ID IN IR JP KH KP KR LA LK MM MN MO MV MY NP PH PK SG TH TL TW VN'
  const oceania = 'AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS'
  return {
    EU: eu,
    EEA: `${eu} IS LI NO`,
    EFTA: 'CH IS LI NO',
    EUROZONE: 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK',
    SCHENGEN: 'AT BE BG CH CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK',
    DACH: 'AT CH DE',
    BENELUX: 'BE LU NL',
    NORDICS: 'AX DK FI FO GL IS NO SE',
    BALTICS: 'EE LT LV',
    IBERIA: 'AD ES GI PT',
    UKI: 'GB GG IE IM JE',
    CEE: 'AL BA BG CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK',
    EUROPE: europe,
    AFRICA: africa,
    ASIA: `${westernAsia} ${centralAsia} ${restOfAsia}`,
    OCEANIA: oceania,
    AMERICAS: `${northernAmerica} ${latam}`,
    NORTH_AMERICA: 'CA MX US',
    LATAM: latam,
    EMEA: `${europe} ${westernAsia} ${africa}`,
    APAC: `${restOfAsia} ${centralAsia} ${oceania}`,
    ANZ: 'AU NZ',
    ASEAN: 'BN ID KH LA MM MY PH SG TH TL VN',
    MENA: 'AE BH DZ EG IL IQ IR JO KW LB LY MA OM PS QA SA SD SY TN TR YE',
    GCC: 'AE BH KW OM QA SA',
  }
}
