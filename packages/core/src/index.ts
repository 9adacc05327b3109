export type { Me } from "./contract/directory.ts";
export {
	type History,
	type HistoryResponse,
	type HistoryStep,
	historySchema,
} from "./contract/history.ts";
export {
	type Instance,
	type InstanceSummary,
	instanceSchema,
	type ResponseOccurrence,
	type ResponseOption,
	type StepOccurrence,
} from "./contract/instance.ts";
export { paths } from "./contract/paths.ts";
export {
	type Attachments,
	parseSubmission,
	type Scope,
	type Submission,
	submissionSchema,
} from "./contract/submission.ts";
export { type Description, describe, exitCodes } from "./outcome/describe.ts";
export {
	type Answer,
	fromHttp,
	type Problem,
	type Reply,
	statusOf,
	toHttp,
} from "./outcome/http.ts";
export {
	type Attempt,
	type CallName,
	type DeferredReason,
	type Difference,
	match,
	type Named,
	type OnRecord,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	type Reason,
} from "./outcome/outcome.ts";
export { outcomeSchema } from "./outcome/schema.ts";
export type { SettleEvent } from "./request/events.ts";
export {
	defaultPolicy,
	type Policy,
	type PolicyOptions,
} from "./request/policy.ts";
export { type Progress, progress } from "./server/advance-workflow.ts";
export {
	decide,
	type RecordedResponse,
	type StepState,
} from "./server/decide.ts";
export { foresee, type Preview } from "./settlement/preview.ts";
export { resume } from "./settlement/resume.ts";
export { advance, begin, soFar } from "./settlement/settlement.ts";
export type { Command, SettleState, Step } from "./settlement/state.ts";
export type { Issue, Parsed } from "./validation/issue.ts";
export { check } from "./validation/validate.ts";
