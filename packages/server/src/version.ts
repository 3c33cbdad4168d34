/** The version of this release, as every package of it has. */
export const version = '0.1.0'
