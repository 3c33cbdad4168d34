export { reportVerification } from './report-verification.ts'
