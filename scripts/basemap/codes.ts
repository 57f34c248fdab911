/** ISO 3166 three-letter to two-letter codes, by which Unicode's CLDR names countries. */
const pairs = `
AFG AF ALA AX ALB AL DZA DZ ASM AS AND AD AGO AO AIA AI ATA AQ ATG AG ARG AR ARM AM ABW AW AUS AU AUT AT AZE AZ BHS BS BHR BH BGD BD BRB BB BLR BY BEL BE BLZ BZ BEN BJ BMU BM BTN BT BOL BO
BIH BA BWA BW BRA BR IOT IO BRN BN BGR BG BFA BF BDI BI CPV CV KHM KH CMR CM CAN CA CYM KY CAF CF TCD TD CHL CL CHN CN COL CO COM KM COG CG COD CD COK CK CRI CR CIV CI HRV HR CUB CU CUW CW
CYP CY CZE CZ DNK DK DJI DJ DMA DM DOM DO ECU EC EGY EG SLV SV GNQ GQ ERI ER EST EE SWZ SZ ETH ET FLK FK FRO FO FJI FJ FIN FI FRA FR PYF PF ATF TF GAB GA GMB GM GEO GE DEU DE GHA GH GRC GR
GRL GL GRD GD GUM GU GTM GT GGY GG GIN GN GNB GW GUY GY HTI HT HMD HM VAT VA HND HN HKG HK HUN HU ISL IS IND IN IDN ID IRN IR IRQ IQ IRL IE IMN IM ISR IL ITA IT JAM JM JPN JP JEY JE JOR JO
KAZ KZ KEN KE KIR KI PRK KP KOR KR KWT KW KGZ KG LAO LA LVA LV LBN LB LSO LS LBR LR LBY LY LIE LI LTU LT LUX LU MAC MO MKD MK MDG MG MWI MW MYS MY MDV MV MLI ML MLT MT MHL MH MRT MR MUS MU
MEX MX FSM FM MDA MD MCO MC MNG MN MNE ME MSR MS MAR MA MOZ MZ MMR MM NAM NA NRU NR NPL NP NLD NL NCL NC NZL NZ NIC NI NER NE NGA NG NIU NU NFK NF MNP MP NOR NO OMN OM PAK PK PLW PW PSE PS
PAN PA PNG PG PRY PY PER PE PHL PH PCN PN POL PL PRT PT PRI PR QAT QA ROU RO RUS RU RWA RW BLM BL SHN SH KNA KN LCA LC MAF MF SPM PM VCT VC WSM WS SMR SM STP ST SAU SA SEN SN SRB RS SYC SC
SLE SL SGP SG SXM SX SVK SK SVN SI SLB SB SOM SO ZAF ZA SGS GS SSD SS ESP ES LKA LK SDN SD SUR SR SWE SE CHE CH SYR SY TWN TW TJK TJ TZA TZ THA TH TLS TL TGO TG TON TO TTO TT TUN TN TUR TR
TKM TM TCA TC TUV TV UGA UG UKR UA ARE AE GBR GB USA US URY UY UZB UZ VUT VU VEN VE VNM VN VGB VG VIR VI WLF WF ESH EH YEM YE ZMB ZM ZWE ZW XKX XK`.trim().split(/\s+/)

export const twoLetters = new Map<string, string>()
for (let i = 0; i < pairs.length; i += 2) twoLetters.set(pairs[i]!, pairs[i + 1]!)

/** Borders whose course is disputed, as pairs of codes; with bounds (west, south, east, north) only the part within. */
export const disputed: { pair: [string, string]; within?: [number, number, number, number] }[] = [
  { pair: ['ESH', 'MAR'] }, { pair: ['ESH', 'DZA'] }, { pair: ['SOL', 'SOM'] }, { pair: ['SOL', 'ETH'] }, { pair: ['SOL', 'DJI'] }, { pair: ['CYN', 'CYP'] }, { pair: ['XKX', 'SRB'] }, { pair: ['PSE', 'ISR'] },
  { pair: ['IND', 'PAK'], within: [72.5, 32.2, 78.5, 37.5] }, { pair: ['IND', 'CHN'], within: [76, 32, 80.5, 36.5] }, { pair: ['IND', 'CHN'], within: [91.5, 26.5, 97.5, 29.6] },
  { pair: ['KAS', 'IND'] }, { pair: ['KAS', 'PAK'] }, { pair: ['KAS', 'CHN'] }, { pair: ['PAK', 'CHN'], within: [74, 35, 78, 37.2] },
  { pair: ['SDN', 'SSD'], within: [27, 9.2, 29.2, 10.6] }, { pair: ['SDN', 'EGY'] }, { pair: ['SYR', 'ISR'] }, { pair: ['LBN', 'ISR'] }, { pair: ['PRK', 'KOR'] }, { pair: ['GUY', 'VEN'] },
]

/** Not states with a name of their own on this map. */
export const unnamed = new Set(['SOL', 'CYN', 'KAS', 'IOA', 'ATC', 'ATF'])

/** Names that differ from Unicode's. */
export const ownNames: Record<string, Partial<Record<'en' | 'fr' | 'es' | 'ar', string>>> = {
  COD: { en: 'Democratic Republic of the Congo', fr: 'République démocratique du Congo', es: 'República Democrática del Congo', ar: 'جمهورية الكونغو الديمقراطية' },
  COG: { en: 'Congo', fr: 'Congo', es: 'Congo', ar: 'الكونغو' },
  PSE: { en: 'Palestine', fr: 'Palestine', es: 'Palestina', ar: 'فلسطين' },
  MMR: { en: 'Myanmar', fr: 'Myanmar', es: 'Myanmar', ar: 'ميانمار' },
  HKG: { en: 'Hong Kong', fr: 'Hong Kong', es: 'Hong Kong', ar: 'هونغ كونغ' },
  MAC: { en: 'Macao', fr: 'Macao', es: 'Macao', ar: 'ماكاو' },
  FLK: { en: 'Falkland Islands (Malvinas)', fr: 'Îles Falkland (Malvinas)', es: 'Islas Malvinas (Falkland)', ar: 'جزر فوكلاند (مالفيناس)' },
}
