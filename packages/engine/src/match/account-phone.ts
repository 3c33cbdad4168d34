import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * An account's phone number in E.164, or `null` when it cannot be read. National numbers are read by the
 * rules of the account's country.
 */
export function readPhone(text: string, country: string | undefined): string | null {
  // Reading by the rules costs far more than this, and most numbers are stored as they should be.
  if (/^\+[1-9]\d{6,14}$/.test(text)) return text
  const region = country?.toUpperCase() ?? ''
  const number = parsePhoneNumberFromString(text, isSupportedCountry(region) ? region : undefined)
  return number?.isPossible() === true ? number.number : null
}
