// Made from the API's description by test/api-types.test.ts; run it with RIGHTFUL_WRITE_API_TYPES=1 after changing a route.

export type AcceptInvitationRequest = { token: string; password: string; name?: string }

export type ApiKey = { api_key_id: string; name: string; prefix: string; scopes: (string)[]; created_at: string; expires_at: string | null; last_used_at: string | null; revoked_at: string | null }

export type ApiKeyList = { data: (ApiKey)[] }

export type ApiKeyMade = { api_key_id: string; name: string; prefix: string; scopes: (string)[]; created_at: string; expires_at: string | null; last_used_at: string | null; revoked_at: string | null; key: string }

export type ApproveChangeRequest = { content_hash: string }

export type AssignLeadRequest = { owner_id: string; reason: string }

export type AssignmentInterval = { role: string; owner_id: string; pool_id: string | null; decision_id: string; assigned_by: string; from: string; until: string | null; end_reason: string | null }

export type AuditEntry = { workspace_id: string; seq: number; previous: string; entry_id: string; at: string; actor: string; action: string; subject: { kind: string; id: string }; details: { [name: string]: unknown }; hash: string }

export type AuditKeys = { data: ({ key_id: string; public_key: string; created_at: string })[] }

export type AuditPage = { data: (AuditEntry)[]; next_cursor: string | null }

export type Backlog = { desk_version: number; holds: number; hold_oldest_seconds: number; holds_due: number; parked: number; clocks_armed: number; clocks_due: number; clock_oldest_seconds: number; tasks: number; tasks_due: number; task_oldest_seconds: number; deliveries: number; deliveries_due: number; delivery_oldest_seconds: number; imports_open: number; import_rows_left: number }

export type BackupReport = { path: string; started_at: string; ended_at: string; files: number; bytes: number }

export type BackupRequest = { name: string }

export type BoundedCount = { count: number; is_more: boolean }

export type BulkAnswer = { is_dry_run: boolean; done: number; results: (BulkResult)[] }

export type BulkRequest = { lead_ids: (string)[]; action: { kind: "assign"; owner_id: string; reason: string } | { kind: "reject"; reason: string; reassign?: boolean } | { kind: "disqualify"; reason: string } | { kind: "retry" }; dry_run?: boolean }

export type BulkResult = { lead_id: string; code: string | null; state: "assigned" | "held" | "parked" | "refused" | "converted" | "disqualified" | "withdrawn" | null; owner_id: string | null }

export type ChangeDetail = { change_id: string; kind: "edit" | "rollback"; title: string; state: "draft" | "in_review" | "approved" | "scheduled" | "active" | "rejected" | "cancelled" | "suspended" | "superseded"; version: number; revision: number; base_version: number; content_hash: string; schedule: { zone: string; from: { local: string; at: string; note: string | null } | null; to: { local: string; at: string; note: string | null } | null } | null; reason: string | null; is_bypassed: boolean; policy_version: number | null; previous_version: number | null; created_at: string; created_by: string; updated_at: string; description: string; source: ChangeSource; document: string; tables: { [name: string]: string }; parts: (string)[]; touched: (string)[]; authors: (string)[]; approvals: ({ user_id: string; approved_at: string })[]; missing: ({ part: string; group_id: string | null; group: string | null; needed: number; given: number })[]; is_outdated: boolean; warnings: ({ change_id: string; title: string; state: "draft" | "in_review" | "approved" | "scheduled" | "active" | "rejected" | "cancelled" | "suspended" | "superseded"; parts: (string)[] })[]; comments: ({ comment_id: string; revision: number; text: string; created_at: string; created_by: string })[] }

export type ChangePage = { data: (ChangeSummary)[]; next_cursor: string | null }

export type ChangePasswordRequest = { current_password: string; new_password: string }

export type ChangePlan = { active_version: number; content_hash: string; hash: string; is_same: boolean; diff: string; change_count: number; parts: (string)[]; problems: ({ severity: "error" | "warning" | "notice"; where: string; what: string; mend: string | null })[]; tests: { count: number; failed: number }; is_reviewed: boolean; drift: { since_version: number; diff: string; change_count: number } | null }

export type ChangeReasonRequest = { reason: string }

export type ChangeReview = { base_version: number; active_version: number; diff: string; change_count: number; problems: ({ severity: "error" | "warning" | "notice"; where: string; what: string; mend: string | null })[]; tests: { count: number; failed: number }; merge: "none" | "clean" | "conflict"; conflicts: ({ part: string; base: string | null; ours: string | null; theirs: string | null })[] }

export type ChangeSource = { commit: string | null; is_dirty: boolean; path: string } | null

export type ChangeSummary = { change_id: string; kind: "edit" | "rollback"; title: string; state: "draft" | "in_review" | "approved" | "scheduled" | "active" | "rejected" | "cancelled" | "suspended" | "superseded"; version: number; revision: number; base_version: number; content_hash: string; schedule: { zone: string; from: { local: string; at: string; note: string | null } | null; to: { local: string; at: string; note: string | null } | null } | null; reason: string | null; is_bypassed: boolean; policy_version: number | null; previous_version: number | null; created_at: string; created_by: string; updated_at: string }

export type ChangeUserRequest = { name?: string; roles?: ("viewer" | "rep" | "manager" | "marketing_ops" | "sales_ops" | "owner")[]; owner_id?: string | null; team_ids?: (string)[]; status?: "active" | "disabled" }

export type ClaimLeadRequest = { owner_id: string }

export type ClockPage = { data: (RunningClock)[]; next_cursor: string | null }

export type CommentChangeRequest = { text: string }

export type ConvertLeadRequest = { reason?: string | null }

export type CurrentSession = { session: Session; user: User; workspace: { workspace_id: string; name: string }; scopes: (string)[]; groups: (string)[]; stepped_up_until: string | null }

export type DecisionDetail = { decision_id: string; lead_id: string; cause: string; outcome: string; reason: string | null; owner_id: string | null; pool_id: string | null; route_id: string | null; policy_version: number; roster_version: number; at: string; sentence: string; record: { [name: string]: unknown } }

export type DecisionExplanation = { decision_id: string; lead_id: string; headline: string; lines: ({ label: string; text: string })[]; runner_up: string | null; text: string; record: { [name: string]: unknown } }

export type DecisionList = { data: (DecisionSummary)[] }

export type DecisionSummary = { decision_id: string; lead_id: string; cause: string; outcome: string; reason: string | null; owner_id: string | null; pool_id: string | null; route_id: string | null; policy_version: number; roster_version: number; at: string }

export type Delivery = { event_id: string; kind: string; at: string; lead_id: string | null; state: "waiting" | "delivered" | "failed" | "superseded"; attempts: number; next_at: string | null; delivered_at: string | null; error: string | null }

export type Destination = { destination_id: string; kind: "webhook" | "email" | "slack"; name: string; is_active: boolean; events: (string)[]; include_person: boolean; address: string; from: string | null; to: "owner" | (string)[] | null; secrets: ({ hint: string; created_at: string; valid_until: string | null })[]; created_at: string; changed_at: string }

export type DestinationTest = { is_delivered: boolean; error: string | null; duration_ms: number }

export type DestinationWithSecret = { destination_id: string; kind: "webhook" | "email" | "slack"; name: string; is_active: boolean; events: (string)[]; include_person: boolean; address: string; from: string | null; to: "owner" | (string)[] | null; secrets: ({ hint: string; created_at: string; valid_until: string | null })[]; created_at: string; changed_at: string; secret: string | null }

export type Directory = { default_roles: (string)[]; group_roles: ({ group: string; roles: (string)[] })[]; scim_url: string | null }

export type DisqualifyLeadRequest = { reason: string }

export type ErasePersonRequest = { email?: string; phone?: string; lead_id?: string; dry_run?: boolean }

export type ErrorEntry = { code: string; status: number; retryable: boolean; title: string; mend: string }

export type Event = { id: string; kind: string; at: string; lead_id: string | null; owner_id: string | null; data: { [name: string]: unknown } }

export type EventList = { data: (Event)[] }

export type ExportPersonRequest = { email?: string; phone?: string; lead_id?: string }

export type FailingDestination = { destination_id: string; name: string; kind: string; is_active: boolean; failed: BoundedCount; last_error: string | null }

export type FeedStatus = { url: string; fetched_at: string | null; next_at: string | null; error: string | null; absence_count: number }

export type ForecastMember = { owner_id: string; name: string; weight_now: number; weight: number; leads_now: number; leads: number; share: number }

export type ForgotPasswordRequest = { email: string; workspace?: string }

export type Form = { form_id: string; name: string; public_key: string; is_active: boolean; created_at: string; config: { allowed_origins?: ("*" | string)[]; redirect_url?: string | null; honeypot_field?: string | null; min_fill_seconds?: number; per_ip_per_minute?: number; per_form_per_minute?: number; attributes?: { [name: string]: unknown }; rename?: { [name: string]: string }; priority?: number } }

export type FormList = { data: (Form)[] }

export type FormReceipt = { received: true; submission_id: string }

export type FormToken = { token: string; expires_at: string }

export type Group = { group_id: string; name: string; user_ids: (string)[]; created_at: string }

export type GroupList = { data: (Group)[] }

export type Health = { status: string }

export type IdentityProvider = { provider_id: string; name: string; issuer: string; client_id: string; scopes: (string)[]; groups_claim: string | null; joining: "invited" | "anyone"; default_roles: (string)[]; email_domains: (string)[]; group_mapping: ({ value: string; roles: (string)[]; group_id: string | null })[]; is_enabled: boolean; has_secret: boolean; redirect_uri: string | null; created_at: string }

export type IdentityProviderList = { data: (IdentityProvider)[] }

export type Import = { import_id: string; name: string; state: "storing" | "running" | "done" | "undoing" | "undone"; dry_run: boolean; row_count: number; done_count: number; error_count: number; created_at: string; finished_at: string | null; undone_at: string | null; withdrawn_count: number; kept_count: number }

export type ImportDetail = { import_id: string; name: string; state: "storing" | "running" | "done" | "undoing" | "undone"; dry_run: boolean; row_count: number; done_count: number; error_count: number; created_at: string; finished_at: string | null; undone_at: string | null; withdrawn_count: number; kept_count: number; errors: ({ row: number; what: string })[]; outcomes: ({ outcome: string; owner_id: string | null; pool_id: string | null; route_id: string | null; reason: string | null; count: number })[] }

export type ImportList = { data: (Import)[] }

export type InviteUserRequest = { email: string; name: string; roles: ("viewer" | "rep" | "manager" | "marketing_ops" | "sales_ops" | "owner")[]; owner_id?: string | null; team_ids?: (string)[] }

export type LeadClock = { name: string; owner_id: string | null; pool_id: string | null; target_seconds: number; hours: string; zone: string | null; started_at: string; due_at: string | null; warned_at: string | null; breached_at: string | null; breach_cause: string | null; ended_at: string | null; end_reason: string | null; raw_seconds: number | null; working_seconds: number | null }

export type LeadDetail = { lead_id: string; version: number; state: "assigned" | "held" | "parked" | "refused" | "converted" | "disqualified" | "withdrawn"; priority: number; owner_id: string | null; pool_id: string | null; route_id: string | null; account_id: string | null; decision_id: string | null; received_at: string; assigned_at: string | null; touched_at: string | null; closed_at: string | null; given: { [name: string]: unknown } | null; attributes: { [name: string]: unknown }; assignments: (AssignmentInterval)[]; clocks: (LeadClock)[]; hold: LeadHold }

export type LeadHold = { queue: string; reason: string; since: string; retry_at: string | null; attempts: number; error: string | null } | null

export type LeadPage = { data: (LeadSummary)[]; next_cursor: string | null }

export type LeadResult = { lead_id: string; version: number; state: "assigned" | "held" | "parked" | "refused" | "converted" | "disqualified" | "withdrawn"; priority: number; owner_id: string | null; pool_id: string | null; route_id: string | null; account_id: string | null; decision_id: string | null; received_at: string; assigned_at: string | null; touched_at: string | null; closed_at: string | null; reason: string; is_new: boolean; stayed: string | null; roles: (RoleHolder)[]; clocks: (StartedClock)[] }

export type LeadSummary = { lead_id: string; version: number; state: "assigned" | "held" | "parked" | "refused" | "converted" | "disqualified" | "withdrawn"; priority: number; owner_id: string | null; pool_id: string | null; route_id: string | null; account_id: string | null; decision_id: string | null; received_at: string; assigned_at: string | null; touched_at: string | null; closed_at: string | null; given?: { [name: string]: unknown } | null; hold?: { queue: string; reason: string; since: string; retry_at: string | null; attempts: number; error: string | null } | null }

export type LegalHold = { hold_id: string; reason: string; set_by: string; set_at: string; lead_ids: (string)[] }

export type LegalHoldList = { data: (LegalHold)[] }

export type MemberRemoval = { kind: "inactive" | "not_a_member" | "absent" | "off_shift" | "cap"; until: string | null; note: string | null; cap: { kind: "open" | "day" | "week" | "window"; used: number; limit: number } | null } | null

export type OperationStatus = { version: string; node: string; database: { version: string; is_embedded: boolean; clock_difference_ms: number }; workspace_id: string; backlog: Backlog; leases: ({ name: string; holder: string; until: string; is_held: boolean })[] }

export type Overview = { at: string; zone: string; volume: { today: number; this_hour: number }; by_hour: (VolumeSlot)[]; by_day: (VolumeSlot)[]; unassigned: { count: number; is_more: boolean; parked: number; oldest_since: string | null }; sample: { leads: number; since: string | null; assigned: number; p50_seconds: number | null; p95_seconds: number | null; follow_up: { met: number; missed: number; open: number; attainment: number | null } }; clocks: { breached: { count: number; is_more: boolean }; due_within_hour: { count: number; is_more: boolean } }; deliveries: { failed: BoundedCount; pending: BoundedCount }; policy: { version: number; at: string; by: string; kind: string; change_id: string | null; title: string | null } | null; policy_changes: (PolicyMarker)[] }

export type PatchRecordRequest = { [name: string]: unknown }

export type PersonErasure = { is_dry_run: boolean; erased_count: number; held_count: number; leads: ({ lead_id: string; state: string; received_at: string; attributes: (string)[]; submission_count: number; hold_ids: (string)[] })[]; mentioned_in: (string)[]; do_not_contact: (string)[]; consents: (string)[]; is_complete: boolean }

export type PersonExport = { exported_at: string; leads: ({ lead_id: string; given: { [name: string]: unknown } | null; submissions: ({ [name: string]: unknown })[]; lead: { [name: string]: unknown }; decisions: ({ [name: string]: unknown })[]; assignments: ({ [name: string]: unknown })[]; clocks: ({ [name: string]: unknown })[]; events: ({ [name: string]: unknown })[] })[]; mentioned_in: (string)[]; do_not_contact: (string)[]; consents: (string)[]; is_complete: boolean }

export type PlanChangeRequest = { document: string; tables?: { [name: string]: string } }

export type PolicyCheck = { is_sound: boolean; name: string | null; hash: string | null; findings: ({ code: string; severity: "error" | "warning" | "notice"; where: string; path: string; what: string; mend: string | null })[]; uncovered: ({ example: { [name: string]: unknown }; described: (string)[]; outcome: "unmatched" | "incomplete" })[]; tests: ({ name: string; passed: boolean; where: string; mismatches: ({ what: string; expected: string; found: string })[] })[]; figures: { rules: number; exact_rules: number; undecided_rules: number; unreachable_rules: number; overlapping_rows: number; tests: number; failed_tests: number } | null }

export type PolicyChoice = { version: number } | { change_id: string } | PolicyTexts

export type PolicyDetail = { version: number; name: string; hash: string; is_active: boolean; created_at: string; created_by: string; document: string; tables: { [name: string]: string } }

export type PolicyDiff = { before: { version: number | null; name: string; hash: string }; after: { version: number | null; name: string; hash: string }; changes: ({ section: string; id: string; within: string | null; kind: "added" | "removed" | "moved" | "changed"; position: number | null; position_before: number | null; details: ({ what: string; before: string | null; after: string | null })[] })[]; pools: { added: (string)[]; removed: (string)[] }; text: string }

export type PolicyMarker = { version: number; at: string; by: string; kind: string; change_id: string | null; title: string | null }

export type PolicyPage = { data: (PolicySummary)[]; next_cursor: string | null }

export type PolicyPosted = { version: number; name: string; hash: string; is_active: boolean; created_at: string; created_by: string; warnings: ({ where: string; what: string; mend: string | null })[] }

export type PolicySummary = { version: number; name: string; hash: string; is_active: boolean; created_at: string; created_by: string }

export type PolicyTexts = { document: string; tables?: { [name: string]: string } }

export type PolicyTrial = { at: string; policy_hash: string; results: (TrialResult)[] }

export type PolicyTrialRequest = { document: string; tables?: { [name: string]: string }; leads: ({ attributes: { [name: string]: unknown } })[] }

export type PoolForecast = { pool_id: string; at: string; leads: number; present: "all" | "now"; members: (ForecastMember)[]; unassigned_now: number; unassigned: number }

export type PoolStanding = { pool_id: string; name: string; at: string; strategy: "fair_share" | "least_loaded" | "longest_idle" | "most_spare"; closed: "inactive" | "off_shift" | "cap" | null; opens_at: string | null; next_owner_id: string | null; decided_by: "score" | "longest_unassigned" | "hash" | "only_candidate" | null; members: (StandingMember)[] }

export type PostApiKeyRequest = { name: string; scopes: ("leads:read" | "leads:read:team" | "leads:read:own" | "leads:write" | "leads:write:team" | "leads:write:own" | "imports:write" | "events:read" | "people:read" | "people:write" | "absences:write:team" | "absences:write:own" | "policies:read" | "policies:write" | "policies:propose" | "policies:approve" | "policies:schedule" | "policies:apply" | "policies:bypass" | "reports:read" | "audit:read" | "personal:export" | "personal:erase" | "connections:read" | "connections:write" | "access:read" | "access:write" | "scim" | "keys:write" | "admin")[]; expires_at?: string | null }

export type PostChangeRequest = { title: string; description?: string; base_version?: number; document: string; tables?: { [name: string]: string }; source?: ChangeSource }

export type PostDestination = { kind: "webhook"; name: string; include_person?: boolean; url: string; events?: (string)[] } | { kind: "email"; name: string; include_person?: boolean; smtp_url: string; from: string; to?: "owner" | (string)[]; events?: (string)[] } | { kind: "slack"; name: string; include_person?: boolean; url: string; events?: (string)[] }

export type PostFormRequest = { name: string; config?: { allowed_origins?: ("*" | string)[]; redirect_url?: string | null; honeypot_field?: string | null; min_fill_seconds?: number; per_ip_per_minute?: number; per_form_per_minute?: number; attributes?: { [name: string]: unknown }; rename?: { [name: string]: string }; priority?: number } }

export type PostLeadRequest = { attributes: { [name: string]: unknown }; priority?: number; external_id?: string | null }

export type PostPolicyDiffRequest = { from?: { version: number } | PolicyTexts; to: { version: number } | PolicyTexts }

export type PostPolicyRequest = { document: string; tables?: { [name: string]: string } }

export type PostReportSchedule = { report: "assignment-latency" | "follow-up" | "conversion" | "distribution" | "exceptions" | "coverage" | "held" | "credits"; every: "day" | "week"; weekday?: number; at: string; zone: string; destination_id: string; by?: string; pool_id?: string }

export type PostWhatIfRequest = { candidate: PolicyChoice; base?: { version: number } | { change_id: string } | PolicyTexts; days?: number; from_at?: string; until_at?: string; filter?: string; leads_max?: number; seed?: string }

export type Preferences = { theme?: "light" | "dark"; language?: string; zone?: string; views?: (SavedView)[] }

export type Problem = { type: string; title: string; status: number; detail: string; code: string; retryable: boolean; mend: string; request_id: string; details: { [name: string]: string | number }; errors: ({ where: string; what: string; mend: string | null })[] }

export type PutAbsenceRequest = { from: string; until?: string; note?: string }

export type PutAccountRequest = { name: string; domains?: (string)[]; country?: string; subdivision?: string; city?: string; postal_code?: string; phone?: string; tier?: string; owner?: string; parent?: string; also_known_as?: (string)[]; attributes?: { [name: string]: string | number | boolean | (string | number)[] } }

export type PutConsentRequest = { email?: string; domain?: string; phone?: string; account?: string; channel?: string; from?: string; until?: string; reason?: string; basis?: string; source?: string; withdrawn?: boolean }

export type PutDirectory = { default_roles?: ("viewer" | "rep" | "manager" | "marketing_ops" | "sales_ops" | "owner")[]; group_roles?: ({ group: string; roles: ("viewer" | "rep" | "manager" | "marketing_ops" | "sales_ops" | "owner")[] })[] }

export type PutFeedRequest = { url: string }

export type PutGroupRequest = { name: string }

export type PutHoursRequest = { hours: { [name: string]: (string)[] } }

export type PutIdentityProvider = { name: string; issuer: string; client_id: string; scopes?: (string)[]; groups_claim?: string | null; joining?: "invited" | "anyone"; default_roles?: ("viewer" | "rep" | "manager" | "marketing_ops" | "sales_ops" | "owner")[]; email_domains?: (string)[]; group_mapping?: ({ value: string; roles?: ("viewer" | "rep" | "manager" | "marketing_ops" | "sales_ops" | "owner")[]; group_id?: string | null })[]; is_enabled?: boolean; client_secret?: string | null }

export type PutLicenceRequest = { kind: string; area: string; from?: string; until?: string; basis?: string; source?: string }

export type PutMemberRequest = { weight?: number; from?: string; until?: string; received?: number }

export type PutOwnerRequest = { name?: string; email?: string; team?: string; active?: boolean; country?: string; zone?: string; hours?: string | { [name: string]: (string)[] }; holidays?: string; overrides?: ({ date: string; hours: (string)[] })[]; capacity?: number; caps?: ({ per: string; max: number; pool?: string; segment?: { [name: string]: string | number | boolean } })[]; open_leads?: number; certifications?: (string)[]; skills?: (string)[]; languages?: (string)[]; attributes?: { [name: string]: string | number | boolean | (string | number | boolean)[] } }

export type PutPoolRequest = { name?: string; active?: boolean; strategy?: "fair_share" | "least_loaded" | "longest_idle" | "most_spare"; on_return?: "level" | "full" | { capped: number }; respect_hours?: boolean; zone?: string; hours?: string | { [name: string]: (string)[] }; overrides?: ({ date: string; hours: (string)[] })[]; absences?: (PutAbsenceRequest)[]; caps?: ({ per: string; max: number; pool?: string; segment?: { [name: string]: string | number | boolean } })[]; count_bound?: boolean }

export type PutRestrictionRequest = { email?: string; domain?: string; phone?: string; account?: string; channel?: string; from?: string; until?: string; reason?: string; basis?: string; source?: string }

export type PutReviewRulesRequest = { rules: ({ part: "all" | "policy" | "fields" | "groups" | "derived" | "hard_rules" | "routes" | "pools" | "fallback" | "reassign" | "clocks" | "tests"; group_id?: string | null; approvals: number })[]; merges?: "review" | "activate" }

export type PutTeamRequest = { name?: string; description?: string }

export type Readiness = { status: string; checks: { [name: string]: string } }

export type RecordImportReport = { dry_run: boolean; version: number; row_count: number; added_count: number; changed_count: number; unchanged_count: number; ended_count: number; changes: ({ id: string; action: "added" | "changed" | "ended" })[]; errors: ({ where: string; what: string; mend: string | null })[] }

export type RecordPage = { data: (RecordVersion)[]; next_cursor: string | null }

export type RecordVersion = { id: string; version: number; valid_from: string; valid_until: string | null; changed_by: string; body: { [name: string]: unknown } }

export type Redrive = { dry_run?: boolean }

export type RedriveResult = { count: number; is_dry_run: boolean }

export type RedriveWaiting = { queue: string; reason: string; dry_run?: boolean }

export type RedriveWaitingResult = { count: number; is_more: boolean; is_dry_run: boolean; outcomes: ({ outcome: "assigned" | "held" | "refused"; to: string | null; leads: number })[] }

export type RejectLeadRequest = { reason: string; reassign?: boolean }

export type ReplayReport = { kind: "report"; workspace_id: string; workspace: string; is_other_policy: boolean; decided_count: number; different_count: number; differences: ({ decision_id: string; lead_id: string; version: number; at: string; differs_in: (string)[]; before: { state: string; owner_id: string | null; pool_id: string | null; route_id: string | null; reason: string }; after: { state: string; owner_id: string | null; pool_id: string | null; route_id: string | null; reason: string } })[] }

export type ReplayRequest = { decision_id?: string; from_version?: number; policy?: { document: string; tables?: { [name: string]: string } }; differences_max?: number }

export type Report = { name: "assignment-latency" | "follow-up" | "conversion" | "distribution" | "exceptions" | "coverage" | "held" | "credits"; title: string; period: { from: string; to: string; zone: string; from_at: string; until_at: string }; by: ("day" | "route" | "pool" | "owner" | "source" | "channel" | "segment")[]; as_of: string; is_complete: boolean; columns: (ReportColumn)[]; row_count: number; rows: ({ [name: string]: string | number | (string)[] | null })[]; next_cursor: string | null }

export type ReportColumn = { name: string; kind: "text" | "integer" | "number" | "list"; meaning: string }

export type ReportList = { data: ({ name: "assignment-latency" | "follow-up" | "conversion" | "distribution" | "exceptions" | "coverage" | "held" | "credits"; title: string; by: ("day" | "route" | "pool" | "owner" | "source" | "channel" | "segment")[]; by_default: ("day" | "route" | "pool" | "owner" | "source" | "channel" | "segment")[]; days_by_default: number; columns: (ReportColumn)[] })[] }

export type ReportSchedule = { schedule_id: string; report: "assignment-latency" | "follow-up" | "conversion" | "distribution" | "exceptions" | "coverage" | "held" | "credits"; every: "day" | "week"; weekday: number; at: string; zone: string; destination_id: string; by: string | null; pool_id: string | null; created_at: string; created_by: string; next_at: string; sent_for: string | null; error: string | null }

export type ResetPasswordRequest = { token: string; password: string }

export type ReviewRules = { rules: ({ part: string; group_id: string | null; group: string | null; approvals: number })[]; merges: "review" | "activate"; version: number; is_reviewed: boolean }

export type RoleHolder = { role: string; owner_id: string | null; pool_id: string | null }

export type Roles = { data: ({ role: string; title: string; scopes: (string)[] })[] }

export type RollBackRequest = { version: number; reason: string }

export type RotateSecret = { keep_seconds?: number }

export type RunningClock = { lead_id: string; name: string; state: "running" | "warned" | "breached"; owner_id: string | null; pool_id: string | null; target_seconds: number; hours: string; zone: string | null; started_at: string; due_at: string; warned_at: string | null; breached_at: string | null; breach_cause: string | null }

export type SavedView = { name: string; path: string; query: string }

export type ScheduleChangeRequest = { zone: string; from?: string; to?: string }

export type ScimResource = { [name: string]: unknown }

export type Session = { session_id: string; method: string; ip: string; user_agent: string; created_at: string; last_seen_at: string; ends_at: string; is_current: boolean }

export type SessionList = { data: (Session)[] }

export type SessionsEnded = { count: number }

export type SetLegalHoldRequest = { email?: string; phone?: string; lead_id?: string; reason: string }

export type SetupRequest = { token: string; email: string; name: string; password: string }

export type SetupState = { is_needed: boolean }

export type SignInOptions = { data: ({ provider_id: string; name: string; url: string })[] }

export type SignInRequest = { email: string; password: string; workspace?: string }

export type StandingMember = { owner_id: string; name: string; rank: number | null; removal: MemberRemoval; is_due: boolean | null; due_at: number | null; ahead: number | null; weight: number; open_leads: number; capacity: number | null; last_lead_at: string | null }

export type StartedClock = { name: string; target_seconds: number; hours: "wall" | "owner" | "pool"; due_at: string | null; zone: string | null }

export type StepUpRequest = { password: string }

export type TouchLeadRequest = { channel?: string | null }

export type TrialResult = { outcome: "assigned" | "held" | "refused"; owner_id: string | null; pool_id: string | null; route_id: string | null; rule_id: string | null; queue: string | null; reason: string | null; account_id: string | null; missing: (string)[]; headline: string; lines: ({ label: string; text: string })[]; runner_up: string | null; record?: unknown }

export type UpdateChangeRequest = { title?: string; description?: string; base_version?: number; document?: string; tables?: { [name: string]: string } }

export type UpdateDestination = { name?: string; is_active?: boolean; events?: (string)[]; include_person?: boolean; url?: string; smtp_url?: string; from?: string; to?: "owner" | (string)[] }

export type UpdateFormRequest = { name?: string; config?: { allowed_origins?: ("*" | string)[]; redirect_url?: string | null; honeypot_field?: string | null; min_fill_seconds?: number; per_ip_per_minute?: number; per_form_per_minute?: number; attributes?: { [name: string]: unknown }; rename?: { [name: string]: string }; priority?: number }; is_active?: boolean }

export type UpdateLeadRequest = { attributes: { [name: string]: unknown } }

export type User = { user_id: string; email: string; name: string; roles: (string)[]; owner_id: string | null; team_ids: (string)[]; status: "invited" | "active" | "disabled"; has_password: boolean; created_at: string; last_sign_in_at: string | null }

export type UserList = { data: (User)[] }

export type UserWithToken = { user_id: string; email: string; name: string; roles: (string)[]; owner_id: string | null; team_ids: (string)[]; status: "invited" | "active" | "disabled"; has_password: boolean; created_at: string; last_sign_in_at: string | null; token: string; token_expires_at: string }

export type VerifyReport = { kind: "report"; workspace_id: string; workspace: string; is_sound: boolean; laws: ({ law: string; statement: string; violations: ({ of: string; what: string })[]; checked_count: number | null })[] }

export type VerifyRequest = { violations_max?: number; replay_from_version?: number; is_drained?: boolean }

export type VolumeSlot = { from: string; leads: number }

export type Waiting = { at: string; causes: (WaitingCause)[]; deliveries: (FailingDestination)[] | null }

export type WaitingCause = { queue: string; reason: string; count: BoundedCount; oldest_since: string; next_retry_at: string | null; examples: (string)[]; mend: { kind: "route" | "field" | "pool" | "policy"; id: string | null }; looked_at: number; missing: ({ id: string; leads: number })[]; pools: ({ id: string; leads: number })[]; routes: ({ id: string; leads: number })[]; errors: ({ id: string; leads: number })[] }

export type WhatIf = { what_if_id: string; state: "waiting" | "done" | "failed"; base: { version: number | null; change_id: string | null; name: string; hash: string }; candidate: { version: number | null; change_id: string | null; name: string; hash: string }; selection: { from_at: string | null; until_at: string | null; from_version: number; until_version: number; filter: string | null; leads_max: number; seed: string }; progress: { done: number; total: number }; created_at: string; created_by: string; finished_at: string | null; error: string | null; result: WhatIfResult }

export type WhatIfLeadPage = { data: ({ lead_id: string; decision_id: string; at: string; differs_in: ("state" | "owner" | "queue" | "pool" | "route")[]; base: { state: string; owner_id: string | null; pool_id: string | null; queue: string | null; route_id: string | null; reason: string; rule: { id: string; where: string; documentation: string | null } | null }; candidate: { state: string; owner_id: string | null; pool_id: string | null; queue: string | null; route_id: string | null; reason: string; rule: { id: string; where: string; documentation: string | null } | null } })[]; next_cursor: string | null }

export type WhatIfPage = { data: ({ what_if_id: string; state: "waiting" | "done" | "failed"; base: { version: number | null; change_id: string | null; name: string; hash: string }; candidate: { version: number | null; change_id: string | null; name: string; hash: string }; selection: { from_at: string | null; until_at: string | null; from_version: number; until_version: number; filter: string | null; leads_max: number; seed: string }; progress: { done: number; total: number }; created_at: string; created_by: string; finished_at: string | null; error: string | null })[]; next_cursor: string | null }

export type WhatIfResult = { lead_count: number; of_count: number; played_count: number; moved_count: number; rerouted_count: number; newly_held_count: number; newly_unmatched_count: number; newly_refused_count: number; newly_assigned_count: number; base: { assigned_count: number; held_count: number; refused_count: number; failed_count: number; unmatched_count: number; parity: number | null; furthest: { pool_id: string; owner_id: string; leads: number } | null; on_shift_share: number | null }; candidate: { assigned_count: number; held_count: number; refused_count: number; failed_count: number; unmatched_count: number; parity: number | null; furthest: { pool_id: string; owner_id: string; leads: number } | null; on_shift_share: number | null }; outcomes: ({ before: string; after: string; count: number })[]; owners: ({ id: string | null; base_count: number; candidate_count: number; gained_count: number; lost_count: number })[]; pools: ({ id: string | null; base_count: number; candidate_count: number; gained_count: number; lost_count: number })[]; routes: ({ id: string | null; base_count: number; candidate_count: number; gained_count: number; lost_count: number })[]; fairness: ({ pool_id: string; base: { received: number; parity: number | null; furthest: { pool_id: string; owner_id: string; leads: number } | null }; candidate: { received: number; parity: number | null; furthest: { pool_id: string; owner_id: string; leads: number } | null } })[]; clocks: ({ name: string; base: { started_count: number; median_due_seconds: number | null; p95_due_seconds: number | null }; candidate: { started_count: number; median_due_seconds: number | null; p95_due_seconds: number | null } })[] } | null

export type WhatWouldChange = { decision_id: string; sentences: (string)[]; changes: { [name: string]: unknown } }

export type WhyNot = { decision_id: string; owner_id: string; verdict: "chosen" | "removed" | "outranked" | "not_asked" | "nobody_asked"; sentence: string; answer: { [name: string]: unknown } }

export type paths = {
  "/healthz": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": Health } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/readyz": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": Readiness } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/metrics": {
    get: { parameters: {  }; responses: { 200: { content: { "text/plain": string } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/errors": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": { data: (ErrorEntry)[] } } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/errors/{code}": {
    get: { parameters: { path: { code: string } }; responses: { 200: { content: { "application/json": ErrorEntry } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/openapi.json": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": { openapi: string } } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads": {
    post: { parameters: { header?: { "Idempotency-Key"?: string } }; requestBody: { content: { "application/json": PostLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; 201: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
    get: { parameters: { query?: { state?: "assigned" | "held" | "parked" | "refused" | "converted" | "disqualified" | "withdrawn"; owner_id?: string; pool_id?: string; route_id?: string; queue?: string; hold_reason?: "unmatched" | "incomplete" | "nobody_eligible" | "waiting_for_attributes" | "constraints_leave_nobody" | "error"; received_from?: string; received_until?: string; include?: string; limit?: number; cursor?: string } }; responses: { 200: { content: { "application/json": LeadPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/forms/{public_key}": {
    post: { parameters: { path: { public_key: string } }; requestBody: { content: { "application/x-www-form-urlencoded": { [name: string]: unknown }; "application/json": { [name: string]: unknown } } }; responses: { 201: { content: { "application/json": FormReceipt } }; 303: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
    options: { parameters: { path: { public_key: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { public_key: string } }; requestBody: { content: { "application/json": UpdateFormRequest } }; responses: { 200: { content: { "application/json": Form } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/forms/{public_key}/token": {
    get: { parameters: { path: { public_key: string } }; responses: { 200: { content: { "application/json": FormToken } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}": {
    get: { parameters: { path: { lead_id: string } }; responses: { 200: { content: { "application/json": LeadDetail } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { lead_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": UpdateLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/decisions": {
    get: { parameters: { path: { lead_id: string } }; responses: { 200: { content: { "application/json": DecisionList } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/decisions/{decision_id}": {
    get: { parameters: { path: { decision_id: string } }; responses: { 200: { content: { "application/json": DecisionDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/bulk": {
    post: { parameters: {  }; requestBody: { content: { "application/json": BulkRequest } }; responses: { 200: { content: { "application/json": BulkAnswer } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/convert": {
    post: { parameters: { path: { lead_id: string } }; requestBody?: { content: { "application/json": ConvertLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/disqualify": {
    post: { parameters: { path: { lead_id: string } }; requestBody: { content: { "application/json": DisqualifyLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/reject": {
    post: { parameters: { path: { lead_id: string } }; requestBody: { content: { "application/json": RejectLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/touch": {
    post: { parameters: { path: { lead_id: string } }; requestBody?: { content: { "application/json": TouchLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/claim": {
    post: { parameters: { path: { lead_id: string } }; requestBody: { content: { "application/json": ClaimLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/assign": {
    post: { parameters: { path: { lead_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": AssignLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/hand-over": {
    post: { parameters: { path: { lead_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": AssignLeadRequest } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/leads/{lead_id}/retry": {
    post: { parameters: { path: { lead_id: string } }; requestBody?: { content: { "application/json": { [name: string]: unknown } } }; responses: { 200: { content: { "application/json": LeadResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/clocks": {
    get: { parameters: { query?: { state?: "running" | "warned" | "breached"; owner_id?: string; pool_id?: string; due_before?: string; limit?: number; cursor?: string } }; responses: { 200: { content: { "application/json": ClockPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/waiting": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": Waiting } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/waiting/redrive": {
    post: { parameters: {  }; requestBody: { content: { "application/json": RedriveWaiting } }; responses: { 200: { content: { "application/json": RedriveWaitingResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/forms": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": FormList } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PostFormRequest } }; responses: { 201: { content: { "application/json": Form } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/imports": {
    post: { parameters: { query?: { name?: string; dry_run?: "true" | "false"; map?: string; external_id?: string } }; requestBody: { content: { "text/csv": string; "application/x-ndjson": string } }; responses: { 202: { content: { "application/json": Import } }; default: { content: { 'application/problem+json': Problem } } } }
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ImportList } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/imports/{import_id}": {
    get: { parameters: { path: { import_id: string } }; responses: { 200: { content: { "application/json": ImportDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/imports/{import_id}/undo": {
    post: { parameters: { path: { import_id: string } }; responses: { 202: { content: { "application/json": Import } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/decisions/{decision_id}/why": {
    get: { parameters: { path: { decision_id: string } }; responses: { 200: { content: { "application/json": DecisionExplanation } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/decisions/{decision_id}/why-not": {
    get: { parameters: { query: { owner: string }; path: { decision_id: string } }; responses: { 200: { content: { "application/json": WhyNot } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/decisions/{decision_id}/what-would-change": {
    get: { parameters: { path: { decision_id: string } }; responses: { 200: { content: { "application/json": WhatWouldChange } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/events": {
    get: { parameters: { query?: { after?: string; kinds?: string } }; responses: { 200: { content: { "application/json": EventList } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/events/stream": {
    get: { parameters: { query?: { after?: string; kinds?: string } }; responses: { 200: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/reports": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ReportList } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/reports/schedules": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": { data: (ReportSchedule)[] } } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PostReportSchedule } }; responses: { 201: { content: { "application/json": ReportSchedule } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/reports/schedules/{schedule_id}": {
    delete: { parameters: { path: { schedule_id: string } }; responses: { 200: { content: { "application/json": ReportSchedule } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/reports/{name}": {
    get: { parameters: { query?: { from?: string; to?: string; zone?: string; by?: string; pool_id?: string; owner_id?: string; route_id?: string; source?: string; channel?: string; segment?: string; source_field?: string; channel_field?: string; segment_field?: string; format?: "json" | "csv"; limit?: number; cursor?: string }; path: { name: string } }; responses: { 200: { content: { "application/json": Report } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/roster": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/roster/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}": {
    get: { parameters: { path: { owner_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { owner_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutOwnerRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { owner_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { owner_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { owner_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/teams": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/teams/{team_id}": {
    get: { parameters: { path: { team_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { team_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutTeamRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { team_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { team_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/teams/{team_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { team_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/calendars": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/calendars/{calendar_id}": {
    get: { parameters: { path: { calendar_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { calendar_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutHoursRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { calendar_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { calendar_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/calendars/{calendar_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { calendar_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}": {
    get: { parameters: { path: { pool_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { pool_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutPoolRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { pool_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { pool_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { pool_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}/members": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string }; path: { pool_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}/members/{owner_id}": {
    get: { parameters: { path: { pool_id: string; owner_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { pool_id: string; owner_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutMemberRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { pool_id: string; owner_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { pool_id: string; owner_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}/members/{owner_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { pool_id: string; owner_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/absences": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string }; path: { owner_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { path: { owner_id: string } }; requestBody: { content: { "application/json": PutAbsenceRequest } }; responses: { 201: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/absences/{absence_id}": {
    get: { parameters: { path: { owner_id: string; absence_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { owner_id: string; absence_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutAbsenceRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { owner_id: string; absence_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { owner_id: string; absence_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/absences/{absence_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { owner_id: string; absence_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/feeds": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string }; path: { owner_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { path: { owner_id: string } }; requestBody: { content: { "application/json": PutFeedRequest } }; responses: { 201: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/feeds/{feed_id}": {
    get: { parameters: { path: { owner_id: string; feed_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { owner_id: string; feed_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutFeedRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { owner_id: string; feed_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { owner_id: string; feed_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/feeds/{feed_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { owner_id: string; feed_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/licences": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string }; path: { owner_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { path: { owner_id: string } }; requestBody: { content: { "application/json": PutLicenceRequest } }; responses: { 201: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/licences/{licence_id}": {
    get: { parameters: { path: { owner_id: string; licence_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { owner_id: string; licence_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutLicenceRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { owner_id: string; licence_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { owner_id: string; licence_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/licences/{licence_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { owner_id: string; licence_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/restrictions": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PutRestrictionRequest } }; responses: { 201: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/restrictions/{restriction_id}": {
    get: { parameters: { path: { restriction_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { restriction_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutRestrictionRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { restriction_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { restriction_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/restrictions/{restriction_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { restriction_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/consents": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PutConsentRequest } }; responses: { 201: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/consents/{consent_id}": {
    get: { parameters: { path: { consent_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { consent_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutConsentRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { consent_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { consent_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/consents/{consent_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { consent_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/owners/{owner_id}/feeds/{feed_id}/status": {
    get: { parameters: { path: { owner_id: string; feed_id: string } }; responses: { 200: { content: { "application/json": FeedStatus } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/owners": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/pools": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/members": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/absences": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/licences": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/restrictions": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/consents": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/overview": {
    get: { parameters: { query?: { zone?: string } }; responses: { 200: { content: { "application/json": Overview } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}/standing": {
    get: { parameters: { path: { pool_id: string } }; responses: { 200: { content: { "application/json": PoolStanding } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/pools/{pool_id}/forecast": {
    get: { parameters: { query?: { weights?: string; leads?: number; present?: "all" | "now" }; path: { pool_id: string } }; responses: { 200: { content: { "application/json": PoolForecast } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/accounts": {
    get: { parameters: { query?: { limit?: number; cursor?: string; at?: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/accounts/{account_id}": {
    get: { parameters: { path: { account_id: string } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { account_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutAccountRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { account_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PatchRecordRequest } }; responses: { 200: { content: { "application/json": RecordVersion } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { account_id: string }; header?: { "If-Match"?: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/accounts/{account_id}/history": {
    get: { parameters: { query?: { limit?: number; cursor?: string }; path: { account_id: string } }; responses: { 200: { content: { "application/json": RecordPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/csv/accounts": {
    get: { parameters: { query?: { at?: string } }; responses: { 200: { content: { "text/csv": string } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { dry_run?: "true" | "false"; mode?: "merge" | "replace" } }; requestBody: { content: { "text/csv": string } }; responses: { 200: { content: { "application/json": RecordImportReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/diff": {
    get: { parameters: { query: { from: number; to?: number; format?: "json" | "markdown" } }; responses: { 200: { content: { "application/json": PolicyDiff } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PostPolicyDiffRequest } }; responses: { 200: { content: { "application/json": PolicyDiff } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/check": {
    post: { parameters: {  }; requestBody: { content: { "application/json": PolicyTexts } }; responses: { 200: { content: { "application/json": PolicyCheck } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/try": {
    post: { parameters: {  }; requestBody: { content: { "application/json": PolicyTrialRequest } }; responses: { 200: { content: { "application/json": PolicyTrial } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies": {
    get: { parameters: { query?: { limit?: number; cursor?: string } }; responses: { 200: { content: { "application/json": PolicyPage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PostPolicyRequest } }; responses: { 200: { content: { "application/json": PolicyPosted } }; 201: { content: { "application/json": PolicyPosted } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/active": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": PolicyDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/{version}": {
    get: { parameters: { path: { version: number } }; responses: { 200: { content: { "application/json": PolicyDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/active/documentation": {
    get: { parameters: { query?: { format?: "html" | "markdown" } }; responses: { 200: { content: { "text/html": string } }; 304: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/{version}/documentation": {
    get: { parameters: { query?: { format?: "html" | "markdown" }; path: { version: number } }; responses: { 200: { content: { "text/html": string } }; 304: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/what-if": {
    post: { parameters: {  }; requestBody: { content: { "application/json": PostWhatIfRequest } }; responses: { 200: { content: { "application/json": WhatIf } }; 202: { content: { "application/json": WhatIf } }; default: { content: { 'application/problem+json': Problem } } } }
    get: { parameters: { query?: { limit?: number; cursor?: string } }; responses: { 200: { content: { "application/json": WhatIfPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/what-if/{what_if_id}": {
    get: { parameters: { path: { what_if_id: string } }; responses: { 200: { content: { "application/json": WhatIf } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/what-if/{what_if_id}/leads": {
    get: { parameters: { query?: { limit?: number; cursor?: string; owner?: string }; path: { what_if_id: string } }; responses: { 200: { content: { "application/json": WhatIfLeadPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes": {
    get: { parameters: { query?: { limit?: number; cursor?: string; state?: "draft" | "in_review" | "approved" | "scheduled" | "active" | "rejected" | "cancelled" | "suspended" | "superseded"; content_hash?: string } }; responses: { 200: { content: { "application/json": ChangePage } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PostChangeRequest } }; responses: { 201: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}": {
    get: { parameters: { path: { change_id: string } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": UpdateChangeRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/review": {
    get: { parameters: { path: { change_id: string } }; responses: { 200: { content: { "application/json": ChangeReview } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/plan": {
    post: { parameters: {  }; requestBody: { content: { "application/json": PlanChangeRequest } }; responses: { 200: { content: { "application/json": ChangePlan } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/policies/rollback": {
    post: { parameters: {  }; requestBody: { content: { "application/json": RollBackRequest } }; responses: { 201: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/rebase": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/submit": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/comments": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": CommentChangeRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/cancel": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": ChangeReasonRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/approve": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": ApproveChangeRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/reject": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": ChangeReasonRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/schedule": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": ScheduleChangeRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/apply": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/changes/{change_id}/break-glass": {
    post: { parameters: { path: { change_id: string }; header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": ChangeReasonRequest } }; responses: { 200: { content: { "application/json": ChangeDetail } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/review-rules": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ReviewRules } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { header?: { "If-Match"?: string } }; requestBody: { content: { "application/json": PutReviewRulesRequest } }; responses: { 200: { content: { "application/json": ReviewRules } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": { data: (Destination)[] } } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PostDestination } }; responses: { 201: { content: { "application/json": DestinationWithSecret } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations/{destination_id}": {
    get: { parameters: { path: { destination_id: string } }; responses: { 200: { content: { "application/json": Destination } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { destination_id: string } }; requestBody: { content: { "application/json": UpdateDestination } }; responses: { 200: { content: { "application/json": Destination } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { destination_id: string } }; responses: { 200: { content: { "application/json": Destination } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations/{destination_id}/rotate-secret": {
    post: { parameters: { path: { destination_id: string } }; requestBody?: { content: { "application/json": RotateSecret } }; responses: { 200: { content: { "application/json": DestinationWithSecret } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations/{destination_id}/deliveries": {
    get: { parameters: { query?: { state?: "waiting" | "delivered" | "failed" | "superseded"; limit?: number; cursor?: string }; path: { destination_id: string } }; responses: { 200: { content: { "application/json": { data: (Delivery)[]; next_cursor: string | null } } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations/{destination_id}/redrive": {
    post: { parameters: { path: { destination_id: string } }; requestBody?: { content: { "application/json": Redrive } }; responses: { 200: { content: { "application/json": RedriveResult } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations/{destination_id}/deliveries/{event_id}/redrive": {
    post: { parameters: { path: { destination_id: string; event_id: string } }; responses: { 200: { content: { "application/json": Delivery } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/destinations/{destination_id}/test": {
    post: { parameters: { path: { destination_id: string } }; responses: { 200: { content: { "application/json": DestinationTest } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/audit": {
    get: { parameters: { query?: { limit?: number; cursor?: string; actor?: string; action?: string; subject_kind?: string; subject_id?: string; from?: string; until?: string } }; responses: { 200: { content: { "application/json": AuditPage } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/audit/export": {
    get: { parameters: { query?: { from_seq?: number } }; responses: { 200: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/audit/key": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": AuditKeys } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/privacy/export": {
    post: { parameters: {  }; requestBody: { content: { "application/json": ExportPersonRequest } }; responses: { 200: { content: { "application/json": PersonExport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/privacy/erase": {
    post: { parameters: {  }; requestBody: { content: { "application/json": ErasePersonRequest } }; responses: { 200: { content: { "application/json": PersonErasure } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/privacy/holds": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": LegalHoldList } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": SetLegalHoldRequest } }; responses: { 201: { content: { "application/json": LegalHold } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/privacy/holds/{hold_id}": {
    delete: { parameters: { path: { hold_id: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/setup": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": SetupState } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": SetupRequest } }; responses: { 201: { content: { "application/json": CurrentSession } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/session": {
    post: { parameters: {  }; requestBody: { content: { "application/json": SignInRequest } }; responses: { 201: { content: { "application/json": CurrentSession } }; default: { content: { 'application/problem+json': Problem } } } }
    get: { parameters: {  }; responses: { 200: { content: { "application/json": CurrentSession } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: {  }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/session/step-up": {
    post: { parameters: {  }; requestBody: { content: { "application/json": StepUpRequest } }; responses: { 200: { content: { "application/json": CurrentSession } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/sessions": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": SessionList } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/sessions/{session_id}": {
    delete: { parameters: { path: { session_id: string } }; responses: { 200: { content: { "application/json": SessionsEnded } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/session/preferences": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": Preferences } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: {  }; requestBody: { content: { "application/json": Preferences } }; responses: { 200: { content: { "application/json": Preferences } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/invitations/accept": {
    post: { parameters: {  }; requestBody: { content: { "application/json": AcceptInvitationRequest } }; responses: { 201: { content: { "application/json": CurrentSession } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/password/reset": {
    post: { parameters: {  }; requestBody: { content: { "application/json": ResetPasswordRequest } }; responses: { 201: { content: { "application/json": CurrentSession } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/password/forgotten": {
    post: { parameters: {  }; requestBody: { content: { "application/json": ForgotPasswordRequest } }; responses: { 202: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/session/password": {
    put: { parameters: {  }; requestBody: { content: { "application/json": ChangePasswordRequest } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/roles": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": Roles } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/users": {
    get: { parameters: { query?: { status?: "invited" | "active" | "disabled" } }; responses: { 200: { content: { "application/json": UserList } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": InviteUserRequest } }; responses: { 201: { content: { "application/json": UserWithToken } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/users/{user_id}": {
    get: { parameters: { path: { user_id: string } }; responses: { 200: { content: { "application/json": User } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { path: { user_id: string } }; requestBody: { content: { "application/json": ChangeUserRequest } }; responses: { 200: { content: { "application/json": User } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/users/{user_id}/token": {
    post: { parameters: { path: { user_id: string } }; responses: { 201: { content: { "application/json": UserWithToken } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/users/{user_id}/sessions": {
    get: { parameters: { path: { user_id: string } }; responses: { 200: { content: { "application/json": SessionList } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { user_id: string } }; responses: { 200: { content: { "application/json": SessionsEnded } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/users/{user_id}/sessions/{session_id}": {
    delete: { parameters: { path: { user_id: string; session_id: string } }; responses: { 200: { content: { "application/json": SessionsEnded } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/groups": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": GroupList } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PutGroupRequest } }; responses: { 201: { content: { "application/json": Group } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/groups/{group_id}": {
    put: { parameters: { path: { group_id: string } }; requestBody: { content: { "application/json": PutGroupRequest } }; responses: { 200: { content: { "application/json": Group } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { group_id: string } }; responses: { 200: { content: { "application/json": Group } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/groups/{group_id}/members/{user_id}": {
    put: { parameters: { path: { group_id: string; user_id: string } }; responses: { 200: { content: { "application/json": Group } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { group_id: string; user_id: string } }; responses: { 200: { content: { "application/json": Group } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/identity-providers": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": IdentityProviderList } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PutIdentityProvider } }; responses: { 201: { content: { "application/json": IdentityProvider } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/identity-providers/{provider_id}": {
    get: { parameters: { path: { provider_id: string } }; responses: { 200: { content: { "application/json": IdentityProvider } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { path: { provider_id: string } }; requestBody: { content: { "application/json": PutIdentityProvider } }; responses: { 200: { content: { "application/json": IdentityProvider } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { provider_id: string } }; responses: { 200: { content: { "application/json": IdentityProvider } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/sign-in": {
    get: { parameters: { query?: { workspace?: string } }; responses: { 200: { content: { "application/json": SignInOptions } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/sign-in/{provider_id}": {
    get: { parameters: { query?: { return_to?: string; step_up?: "true" | "false" }; path: { provider_id: string } }; responses: { 303: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/sign-in/{provider_id}/callback": {
    get: { parameters: { query?: { state?: string; code?: string; error?: string }; path: { provider_id: string } }; responses: { 303: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/directory": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": Directory } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: {  }; requestBody: { content: { "application/json": PutDirectory } }; responses: { 200: { content: { "application/json": Directory } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/ServiceProviderConfig": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/Schemas": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/ResourceTypes": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/Users": {
    get: { parameters: { query?: { filter?: string; startIndex?: number | null; count?: number | null; attributes?: string; excludedAttributes?: string } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { attributes?: string; excludedAttributes?: string } }; requestBody: { content: { "application/json": ScimResource } }; responses: { 201: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/Users/{id}": {
    get: { parameters: { query?: { attributes?: string; excludedAttributes?: string }; path: { id: string } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { query?: { attributes?: string; excludedAttributes?: string }; path: { id: string } }; requestBody: { content: { "application/json": ScimResource } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { query?: { attributes?: string; excludedAttributes?: string }; path: { id: string } }; requestBody: { content: { "application/json": ScimResource } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { id: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/Groups": {
    get: { parameters: { query?: { filter?: string; startIndex?: number | null; count?: number | null; attributes?: string; excludedAttributes?: string } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: { query?: { attributes?: string; excludedAttributes?: string } }; requestBody: { content: { "application/json": ScimResource } }; responses: { 201: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/scim/v2/Groups/{id}": {
    get: { parameters: { query?: { attributes?: string; excludedAttributes?: string }; path: { id: string } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    put: { parameters: { query?: { attributes?: string; excludedAttributes?: string }; path: { id: string } }; requestBody: { content: { "application/json": ScimResource } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    patch: { parameters: { query?: { attributes?: string; excludedAttributes?: string }; path: { id: string } }; requestBody: { content: { "application/json": ScimResource } }; responses: { 200: { content: { "application/json": ScimResource } }; default: { content: { 'application/problem+json': Problem } } } }
    delete: { parameters: { path: { id: string } }; responses: { 204: { content: { [type: string]: never } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/api-keys": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": ApiKeyList } }; default: { content: { 'application/problem+json': Problem } } } }
    post: { parameters: {  }; requestBody: { content: { "application/json": PostApiKeyRequest } }; responses: { 201: { content: { "application/json": ApiKeyMade } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/api-keys/{api_key_id}": {
    delete: { parameters: { path: { api_key_id: string } }; responses: { 200: { content: { "application/json": ApiKey } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/operation/status": {
    get: { parameters: {  }; responses: { 200: { content: { "application/json": OperationStatus } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/operation/verify": {
    post: { parameters: {  }; requestBody?: { content: { "application/json": VerifyRequest } }; responses: { 200: { content: { "application/json": VerifyReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/operation/replay": {
    post: { parameters: {  }; requestBody: { content: { "application/json": ReplayRequest } }; responses: { 200: { content: { "application/json": ReplayReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
  "/v1/operation/backup": {
    post: { parameters: {  }; requestBody: { content: { "application/json": BackupRequest } }; responses: { 201: { content: { "application/json": BackupReport } }; default: { content: { 'application/problem+json': Problem } } } }
  }
}
