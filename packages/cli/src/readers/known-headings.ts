/**
 * What CRMs, form tools and people call the usual columns of a file of leads, by the field's type or name. All in
 * the form of `headingKey`. Only names that cannot mean anything else: a wrong guess would route leads wrongly.
 */
export const knownHeadings: Readonly<Record<string, readonly string[]>> = {
  id: ['leadid', 'recordid', 'externalid', 'uuid'],
  company: [
    'companyname',
    'account',
    'accountname',
    'organization',
    'organisation',
    'organizationname',
    'employer',
    'firma',
  ],
  email: ['emailaddress', 'mail', 'workemail', 'businessemail', 'companyemail'],
  phone: ['phonenumber', 'telephone', 'tel', 'mobile', 'mobilephone', 'businessphone', 'workphone', 'telefon'],
  country: [
    'countrycode',
    'countryname',
    'countryregion',
    'countryterritory',
    'billingcountry',
    'mailingcountry',
    'land',
  ],
  subdivision: ['state', 'province', 'stateprovince', 'stateregion', 'billingstate', 'mailingstate', 'bundesland'],
  postal_code: ['zip', 'zipcode', 'postcode', 'zippostalcode', 'billingpostalcode', 'plz'],
  city: ['town', 'billingcity', 'mailingcity'],
  domain: ['website', 'companydomain', 'websiteurl', 'domainname', 'webdomain'],
  employees: ['numberofemployees', 'employeecount', 'numemployees', 'noofemployees', 'headcount', 'companysize'],
  industry: ['sector'],
  sector: ['industry'],
  source: ['leadsource', 'utmsource'],
  product: ['productinterest', 'productofinterest'],
  title: ['jobtitle'],
}

/** How headings are compared: letters and digits only, in lower case, without accents. `Company Name` → `companyname`. */
export function headingKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')
}
