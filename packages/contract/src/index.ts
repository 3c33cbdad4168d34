// The contract's one door. Every export is named here and documented where it is defined.

// access
export {
  acceptInvitationRequest,
  changePasswordRequest,
  changeUserRequest,
  currentSession,
  forgotPasswordRequest,
  group,
  groupList,
  inviteUserRequest,
  listUsersQuery,
  putGroupRequest,
  resetPasswordRequest,
  roleCatalogue,
  session,
  sessionList,
  sessionsEnded,
  setupRequest,
  setupState,
  signInRequest,
  stepUpRequest,
  user,
  userList,
  userWithToken,
} from './access.ts'
export type { UserAnswer, UserWithTokenAnswer } from './access.ts'
export { createAccessClient } from './access-client.ts'
export type { AccessClient } from './access-client.ts'

// changes
export { createChangeClient } from './change-client.ts'
export type { ChangeClient } from './change-client.ts'
export {
  approveChangeRequest,
  changeDetail,
  changePage,
  changePlan,
  changeReasonRequest,
  changeReview,
  changeSummary,
  commentChangeRequest,
  listChangesQuery,
  planChangeRequest,
  postChangeRequest,
  putReviewRulesRequest,
  reviewParts,
  reviewRules,
  rollBackRequest,
  scheduleChangeRequest,
  updateChangeRequest,
} from './changes.ts'
export type { ChangeDetail, ChangePlan, ChangeReview, ChangeState, ChangeSummary, ReviewPart } from './changes.ts'

// client
export { createClient } from './client.ts'
export type { ChangeOptions, ClientOptions, RightfulClient } from './client.ts'

// clocks
export { clockPage, type ClockPage, listClocksQuery, type ListClocksQuery } from './clocks.ts'

// decisions
export {
  decisionDetail,
  decisionExplanation,
  decisionList,
  decisionSummary,
  whatWouldChangeAnswer,
  whyNotAnswer,
} from './decisions.ts'
export type { DecisionDetail, DecisionSummary } from './decisions.ts'

// destinations
export {
  delivery,
  deliveryPage,
  deliveryStates,
  destination,
  destinationList,
  destinationTest,
  destinationWithSecret,
  postDestinationRequest,
  redriveRequest,
  redriveResult,
  rotateSecretRequest,
  updateDestinationRequest,
} from './destinations.ts'
export type { Delivery, Destination, PostDestination, UpdateDestination } from './destinations.ts'

// directory
export { directory, putDirectoryRequest, scimBody, scimListQuery, scimReadQuery } from './directory.ts'

// errors
export { describeError, errorCatalogue, isErrorCode, RoutingError } from './errors.ts'
export type { ErrorCode, ErrorItem, RoutingErrorOptions } from './errors.ts'
export type { ErrorSpec } from './errors/error-spec.ts'
export { errorEntry, problem, PROBLEM_TYPE } from './problem.ts'
export type { Problem } from './problem.ts'

// events
export { eventEnvelope, eventMap, isEventKind } from './events.ts'
export type { EventEnvelope, EventKind, EventPayload } from './events.ts'
export type { EventSpec } from './events/event-spec.ts'

// fields
export { cursor, instant, limit, name, page, reasonText, uuid } from './fields.ts'

// forms
export {
  form,
  FORM_TOKEN_FIELD,
  formConfig,
  formList,
  formReceipt,
  formToken,
  postFormRequest,
  updateFormRequest,
} from './forms.ts'
export type { FormConfig } from './forms.ts'

// leads
export { attributeLimits, leadAttributes } from './lead-attributes.ts'
export {
  assignLeadRequest,
  assignmentInterval,
  claimLeadRequest,
  convertLeadRequest,
  disqualifyLeadRequest,
  leadClock,
  leadDetail,
  leadHold,
  leadPage,
  leadResult,
  leadSummary,
  listLeadsQuery,
  postLeadRequest,
  rejectLeadRequest,
  roleHolder,
  startedClock,
  touchLeadRequest,
  updateLeadRequest,
} from './leads.ts'
export type { LeadDetail, LeadPage, LeadResult, LeadSummary, StartedClock } from './leads.ts'

// operation
export { createOperationClient } from './operation-client.ts'
export type { OperationClient, ProgressSink } from './operation-client.ts'
export {
  apiKey,
  apiKeyList,
  apiKeyMade,
  backlog,
  backupReport,
  backupRequest,
  operationStatus,
  postApiKeyRequest,
  replayReport,
  replayRequest,
  verifyReport,
  verifyRequest,
} from './operation.ts'
export type { ApiKeyAnswer, BacklogAnswer, BackupReport, ReplayReport, VerifyReport } from './operation.ts'

// audit
export {
  auditCheckpoint,
  auditEntry,
  auditExportLine,
  auditKeys,
  auditPage,
  exportAuditQuery,
  listAuditQuery,
} from './audit.ts'
export type { AuditCheckpoint, AuditEntry, AuditExportLine } from './audit.ts'

// people
export {
  feedStatus,
  listRecordsQuery,
  patchRecordRequest,
  putAbsenceRequest,
  putAccountRequest,
  putFeedRequest,
  putHoursRequest,
  putMemberRequest,
  putOwnerRequest,
  putPoolRequest,
  putConsentRequest,
  putLicenceRequest,
  putRestrictionRequest,
  putRosterRequest,
  putTeamRequest,
  recordPage,
  recordVersion,
} from './people.ts'
export type { RecordVersion } from './people.ts'

// records as CSV
export { exportRecordsQuery, importRecordsQuery, recordImportReport } from './record-imports.ts'
export type { RecordImportReport } from './record-imports.ts'

// reports
export { createReportClient } from './report-client.ts'
export type { ReportClient, ReportFilter } from './report-client.ts'
export {
  isReportName,
  postReportScheduleRequest,
  report,
  reportGroups,
  reportList,
  reportNames,
  reportQuery,
  reportSchedule,
  reportScheduleList,
} from './reports.ts'
export type {
  PostReportSchedule,
  ReportAnswer,
  ReportCell,
  ReportColumn,
  ReportGroup,
  ReportName,
  ReportQuery,
  ReportScheduleAnswer,
} from './reports.ts'

// roles and scopes
export { grantsScope, isRoleName, isScope, roleNames, roles, scopes, scopesOfRoles } from './grants.ts'
export type { Role, RoleName, Scope } from './grants.ts'
export { roleName } from './roles.ts'
export { scope } from './scopes.ts'

// states
export { changeStates, leadStates } from './states.ts'

// privacy
export {
  erasePersonRequest,
  exportPersonRequest,
  legalHold,
  legalHoldList,
  personErasure,
  personExport,
  setHoldRequest,
} from './privacy.ts'
export type { LegalHold, PersonErasure, PersonExport, PersonNamed } from './privacy.ts'

// imports
export { importDetail, importJob, importList, importQuery } from './imports.ts'
export type { ImportJob, ImportOutcome } from './imports.ts'

// policies
export {
  listPoliciesQuery,
  policyDetail,
  policyPage,
  policyPosted,
  policySummary,
  postPolicyRequest,
} from './policies.ts'
export type { PolicySummary } from './policies.ts'

// policies under review
export {
  diffPoliciesQuery,
  documentationQuery,
  policyCheckAnswer,
  policyDiffAnswer,
  policyTexts,
  postPolicyDiffRequest,
} from './policy-review.ts'
export type { PolicyCheckAnswer, PolicyDiffAnswer } from './policy-review.ts'

// what-ifs
export { createWhatIfClient } from './what-if-client.ts'
export type { WhatIfClient } from './what-if-client.ts'
export {
  listWhatIfLeadsQuery,
  listWhatIfsQuery,
  postWhatIfRequest,
  whatIf,
  whatIfLeadPage,
  whatIfPage,
  whatIfPath,
} from './what-if.ts'
export type { PolicyChoice, PostWhatIf, WhatIfAnswer, WhatIfLead, WhatIfResult } from './what-if.ts'

// single-sign-on
export {
  beginSignInQuery,
  finishSignInQuery,
  IDENTITY_PROVIDERS_MAX,
  identityProvider,
  identityProviderList,
  putIdentityProviderRequest,
  signInOptions,
  signInOptionsQuery,
} from './single-sign-on.ts'
export type { IdentityProviderAnswer } from './single-sign-on.ts'
