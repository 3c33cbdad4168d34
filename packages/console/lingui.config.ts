const config = { locales: ['en'], sourceLocale: 'en', catalogs: [] }

// Lingui reads its configuration from a default export.
// oxlint-disable-next-line import/no-default-export
export default config
