export { tidy } from "./contract/comment.ts";
export {
	type Assignee,
	data,
	type History,
	type HistoryResponse,
	type HistoryStep,
	historySchema,
	historyStepSchema,
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
	attachmentKinds,
	fromWire,
	parseCompanyHeader,
	parseSubmission,
	pathSchema,
	type Scope,
	type Submission,
	submissionSchema,
	type WireBody,
	wireBodySchema,
} from "./contract/submission.ts";
export {
	largestSegment,
	type Segment,
	segmentsOf,
	smallestSegment,
	type UploadTarget,
	uploadTargetSchema,
} from "./contract/uploads.ts";
export { paths, toWire, type WireRequest } from "./contract/wire.ts";
export {
	type Grant,
	grantFrom,
	isAlive,
	isDue,
	type Tokens,
	tokensSchema,
} from "./oauth/token-response.ts";
export {
	guardAttachments,
	sameAttachments,
} from "./outcome/compare-attachments.ts";
export { type Description, describe, exitCodes } from "./outcome/describe.ts";
export { reasonFrom } from "./outcome/error-body.ts";
export {
	type Answer,
	type ErrorDetail,
	fromHttp,
	type Problem,
	problem,
	type Reply,
	replayedHeader,
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
	type OnRecordKind,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	outcomes,
	type Reason,
	type RefusedKind,
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
export {
	advanceCall,
	beginCall,
	type CallCommand,
	type CallResult,
	type CallRule,
	type CallState,
	type CallStep,
	callSoFar,
	succeeded,
} from "./request/request.ts";
export {
	type DecisionType,
	type Progress,
	progress,
	type ResponseType,
	responseType,
	type StepRule,
	type Vote,
} from "./server/advance-workflow.ts";
export {
	decide,
	notAssigned,
	type RecordedResponse,
	type StepState,
	unknownStep,
} from "./server/decide.ts";
export { isMine } from "./settlement/evidence.ts";
export { foresee, type Preview } from "./settlement/preview.ts";
export { comparedWithSent, type TakenUp, takeUp } from "./settlement/resume.ts";
export { advance, begin, resume, soFar } from "./settlement/settlement.ts";
export type {
	Command,
	Phase,
	Policy,
	PolicyOptions,
	SettleEvent,
	SettleState,
	Step,
} from "./settlement/state.ts";
export {
	type Issue,
	malformed,
	optionNotOffered,
	type Parsed,
} from "./validation/issue.ts";
export { nearest } from "./validation/suggest.ts";
export { check } from "./validation/validate.ts";
