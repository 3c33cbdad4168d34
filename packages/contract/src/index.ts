// The contract's one door. Every export is named here and documented where it is defined.

// errors
export { describeError, errorCatalogue, isErrorCode, RoutingError } from './errors.ts'
export type { ErrorCode, ErrorItem, RoutingErrorOptions } from './errors.ts'
export type { ErrorSpec } from './errors/error-spec.ts'
