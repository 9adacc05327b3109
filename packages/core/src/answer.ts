// What answering a step takes, and no more: a client carries it from the start. The whole is `index.ts`.

export {
	data,
	type History,
	historySchema,
	type Instance,
	type InstanceSummary,
	instanceSchema,
	instanceSummarySchema,
	type Me,
	meSchema,
	type Place,
	placeSchema,
	type ResponseOccurrence,
	type ResponseOption,
	type StepOccurrence,
	type Tool,
	toolSchema,
} from "./contract/instance.ts";
export {
	type Attachments,
	parseSubmission,
	pathSchema,
	type Scope,
	type Submission,
	submissionSchema,
} from "./contract/submission.ts";
export { paths, toWire } from "./contract/wire.ts";
export {
	type Grant,
	grantFrom,
	isAlive,
	isDue,
	type Tokens,
	tokensSchema,
} from "./oauth/token-response.ts";
export { type Description, describe, exitCodes } from "./outcome/describe.ts";
export {
	type Attempt,
	type CallName,
	match,
	type OnRecord,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	outcomes,
} from "./outcome/outcome.ts";
export { outcomeSchema } from "./outcome/schema.ts";
export { namedWaitMs } from "./rate-limit/headers.ts";
export {
	answered,
	called,
	closedUntil,
	nextCallAt,
	nextWorkAt,
	type Pace,
	type PaceWindow,
	unpaced,
	workBegun,
	workOver,
} from "./rate-limit/rate-limiter.ts";
export { defaultPolicy } from "./request/policy.ts";
export { isMine } from "./settlement/evidence.ts";
export type { Preview } from "./settlement/preview.ts";
export { advance, begin, soFar } from "./settlement/settlement.ts";
export type {
	Command,
	Policy,
	PolicyOptions,
	SettleEvent,
	SettleState,
	Step,
} from "./settlement/state.ts";
export { type Issue, malformed, type Parsed } from "./validation/issue.ts";
export { check } from "./validation/validate.ts";
