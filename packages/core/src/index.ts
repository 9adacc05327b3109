export {
	type History,
	type HistoryResponse,
	type HistoryStep,
	historySchema,
} from "./contract/history.ts";
export {
	type Instance,
	instanceSchema,
	type ResponseOccurrence,
	type ResponseOption,
	type StepOccurrence,
} from "./contract/instance.ts";
export type { InstanceSummary } from "./contract/instance-summary.ts";
export type { Me } from "./contract/me.ts";
export { parseSubmission } from "./contract/parse-submission.ts";
export { paths } from "./contract/paths.ts";
export {
	type OptionResolution,
	resolveOption,
} from "./contract/resolve-option.ts";
export {
	type Attachments,
	type Scope,
	type Submission,
	submissionSchema,
} from "./contract/submission.ts";
export {
	type Description,
	describe,
	outcomeMeanings,
} from "./outcome/describe.ts";
export {
	type HttpReply,
	type HttpResponseData,
	httpStatusOf,
	outcomeFromHttp,
	outcomeToHttp,
} from "./outcome/http.ts";
export {
	type Attempt,
	type CallName,
	type ChangedField,
	type DeferredReason,
	matchOutcome,
	type OnRecord,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	type PersonRef,
	type Reason,
} from "./outcome/outcome.ts";
export type { Problem } from "./outcome/problem-details.ts";
export { outcomeSchema } from "./outcome/schema.ts";
export {
	exitCodes,
	type OutcomeTraits,
	outcomeTraits,
} from "./outcome/traits.ts";
export type { RequestEvent } from "./request/events.ts";
export {
	defaultPolicy,
	type Policy,
	type PolicyOptions,
} from "./request/policy.ts";
export {
	advanceWorkflow,
	type WorkflowTransition,
} from "./server/advance-workflow.ts";
export {
	decide,
	type RecordedResponse,
	type StepState,
} from "./server/decide.ts";
export { type Preview, previewOutcome } from "./settlement/preview.ts";
export { resumeSettlement } from "./settlement/resume.ts";
export {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
} from "./settlement/settlement.ts";
export {
	type SettlementCommand,
	type SettlementState,
	settlementStateVersion,
	type Transition,
} from "./settlement/state.ts";
export {
	parseSettlementState,
	settlementStateSchema,
} from "./settlement/state-schema.ts";
export type { Issue, ParseResult } from "./validation/issue.ts";
export { validate } from "./validation/validate.ts";
