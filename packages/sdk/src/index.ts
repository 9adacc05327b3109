export {
	type Attachments,
	type Company,
	type History,
	type Instance,
	type InstanceSummary,
	type Me,
	type Project,
	parseSubmission,
	type ResponseOccurrence,
	type ResponseOption,
	type Scope,
	type StepOccurrence,
	type Submission,
	submissionSchema,
	type Tool,
} from "@signoff/core/contract";
export type { Tokens } from "@signoff/core/oauth";
export {
	type Attempt,
	type Cause,
	type CauseCode,
	type Description,
	describe,
	exitCodes,
	matchOutcome,
	type OnRecord,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	type OutcomeTraits,
	outcomeKinds,
	outcomeSchema,
	outcomeTraits,
} from "@signoff/core/outcome";
export type { Preview, SettlementState } from "@signoff/core/settlement";
export type { Issue, ParseResult } from "@signoff/core/validation";
export {
	type Auth,
	type AuthFailure,
	bearer,
	type RefreshResult,
} from "./auth/auth.ts";
export {
	createIdentityCache,
	type IdentityCache,
} from "./auth/identity-cache.ts";
export type { AppOptions } from "./auth/oauth/app-options.ts";
export {
	type AuthorizationCodeOptions,
	authorizationCode,
	type InteractiveAuth,
} from "./auth/oauth/authorization-code.ts";
export { clientCredentials } from "./auth/oauth/client-credentials.ts";
export { type Environment, environments } from "./auth/oauth/environments.ts";
export {
	type RefreshTokenOptions,
	refreshToken,
} from "./auth/oauth/refresh-token.ts";
export { revokeTokens } from "./auth/oauth/revoke-tokens.ts";
export {
	readTokenExpiry,
	type TokenExpiryOptions,
} from "./auth/oauth/token-expiry.ts";
export type { TokenStore } from "./auth/oauth/token-store.ts";
export type { BulkProgress, RespondAllOptions } from "./bulk/options.ts";
export type { RespondAllResult } from "./bulk/respond-all.ts";
export { type Client, type ClientOptions, createClient } from "./client.ts";
export type {
	Draft,
	ResolveDraftOptions,
	ResolvedDraft,
} from "./drafts/draft.ts";
export { AbortError, isAbortError } from "./errors/abort-error.ts";
export { isSettlementStateError } from "./errors/is-settlement-state-error.ts";
export { type SafeResult, safe } from "./errors/safe.ts";
export type { SettlementStateError } from "./errors/settlement-state-error.ts";
export { isSignoffError, SignoffError } from "./errors/signoff-error.ts";
export { defaultBaseUrl } from "./http/base-url.ts";
export type { Fetch } from "./http/transport.ts";
export type { Logger } from "./observability/logger.ts";
export type { CompletedRequest, Hooks } from "./observability/observer.ts";
export type { ReadOptions } from "./options/read-options.ts";
export {
	createRateLimiter,
	type RateLimiter,
} from "./rate-limit/rate-limiter.ts";
export type { ApiRequest, ApiResponse } from "./resources/api-request.ts";
export { byUrgency } from "./resources/by-urgency.ts";
export type { ListCompaniesOptions } from "./resources/companies.ts";
export type { InboxCursor } from "./resources/inbox-cursor.ts";
export type { InboxQuota } from "./resources/inbox-limit.ts";
export type {
	InboxOptions,
	InboxProgress,
	InstanceListName,
	KnownInstance,
	UnreadablePart,
} from "./resources/inbox-options.ts";
export type {
	InstanceFilters,
	NewInstance,
} from "./resources/instance-input.ts";
export type { Instances } from "./resources/instances.ts";
export type { WaitingStep } from "./resources/waiting-step.ts";
export type {
	Journal,
	JournalEntry,
	KeyedEntry,
	ResumeJournal,
} from "./settlement/journal.ts";
export type { PreviewResult } from "./settlement/preview.ts";
export type {
	RespondActivity,
	RespondOptions,
	RespondProgress,
} from "./settlement/respond-options.ts";
export type { SettleResult } from "./settlement/settle.ts";
export type { SettleOptions } from "./settlement/settle-options.ts";
export type { Upload } from "./uploads/create-upload.ts";
export type { UploadOptions, UploadProgress } from "./uploads/options.ts";
export type {
	SegmentState,
	StoredUpload,
	UploadState,
	UploadStore,
} from "./uploads/types.ts";
export type { Uploadable, UploadFile } from "./uploads/upload-file.ts";
