export {
	type Attachments,
	type Attempt,
	type Description,
	describe,
	exitCodes,
	type History,
	type Instance,
	type InstanceSummary,
	type Issue,
	isMine,
	type Me,
	match,
	type OnRecord,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	outcomeSchema,
	type Parsed,
	type Place,
	type Preview,
	parseSubmission,
	type ResponseOccurrence,
	type ResponseOption,
	type Scope,
	type StepOccurrence,
	type Submission,
	submissionSchema,
	type Tokens,
	type Tool,
} from "@signoff/core/answer";
export {
	type Auth,
	bearer,
	type Refreshed,
	type RefusedReason,
} from "./auth.ts";
export { defaultBaseUrl } from "./base-url.ts";
export type { Journal, JournalEntry } from "./bulk/journal.ts";
export type { BulkProgress, RespondAllOptions } from "./bulk/options.ts";
export type { Settled } from "./bulk/respond-all.ts";
export { type Client, type ClientOptions, createClient } from "./client.ts";
export { AbortError, isAbortError } from "./errors/abort-error.ts";
export { isSignoffError, SignoffError } from "./errors/signoff-error.ts";
export type { InstanceFilters, Instances, NewInstance } from "./instances.ts";
export type { Logger } from "./logger.ts";
export type { AppOptions } from "./oauth/app.ts";
export {
	type AuthorizationCodeOptions,
	authorizationCode,
	type PersonalAuth,
} from "./oauth/authorization-code.ts";
export { clientCredentials } from "./oauth/client-credentials.ts";
export { type Environment, environments } from "./oauth/environments.ts";
export {
	type RefreshTokenOptions,
	refreshToken,
} from "./oauth/refresh-token.ts";
export type { TokenStore } from "./oauth/token-store.ts";
export type {
	Doing,
	Progress,
	ReadOptions,
	RespondOptions,
} from "./options.ts";
export type { Previewed } from "./preview.ts";
export type { Fetch } from "./transport.ts";
export type { Upload } from "./uploads/create.ts";
export type { UploadOptions, UploadProgress } from "./uploads/options.ts";
export type { Uploadable, UploadFile } from "./uploads/upload-file.ts";
export type { SegmentState, UploadState } from "./uploads/upload-state.ts";
export type { KeptUpload, UploadStore } from "./uploads/upload-store.ts";
export type { Hooks, ReadCall } from "./watch.ts";
