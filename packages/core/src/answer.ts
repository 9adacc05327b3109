// What answering a step takes, and no more: a client carries it from the start. The whole is `index.ts`.
export { check } from "./check.ts";
export { type Description, describe, exitCodes } from "./describe.ts";
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
} from "./instance.ts";
export { type Issue, malformed, type Parsed } from "./issue.ts";
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
} from "./outcome.ts";
export { outcomeSchema } from "./outcome-schema.ts";
export { namedWaitMs } from "./pace/limit-headers.ts";
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
} from "./pace/pace.ts";
export type { Preview } from "./preview.ts";
export { isMine } from "./settle/evidence.ts";
export { defaultPolicy } from "./settle/policy.ts";
export { advance, begin, soFar } from "./settle/settle.ts";
export type {
	Command,
	Policy,
	PolicyOptions,
	SettleEvent,
	SettleState,
	Step,
} from "./settle/state.ts";
export {
	type Attachments,
	parseSubmission,
	pathSchema,
	type Scope,
	type Submission,
	submissionSchema,
} from "./submission.ts";
export {
	type Grant,
	grantFrom,
	isAlive,
	isDue,
	type Tokens,
} from "./tokens.ts";
export { paths, toWire } from "./wire.ts";
