export { guardAttachments, sameAttachments } from "./attachments.ts";
export { check } from "./check.ts";
export {
	decide,
	notAssigned,
	type RecordedResponse,
	type StepState,
	unknownStep,
} from "./decide.ts";
export { type Description, describe, exitCodes } from "./describe.ts";
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
} from "./http.ts";
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
} from "./instance.ts";
export {
	type Issue,
	malformed,
	optionNotOffered,
	type Parsed,
} from "./issue.ts";
export { nearest } from "./nearest.ts";
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
export { foresee, type Preview } from "./preview.ts";
export {
	type DecisionType,
	type Progress,
	progress,
	type ResponseType,
	responseType,
	type StepRule,
	type Vote,
} from "./progress.ts";
export { reasonFrom } from "./reason.ts";
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
} from "./settle/call.ts";
export { tidy } from "./settle/comment.ts";
export { isMine } from "./settle/evidence.ts";
export { defaultPolicy } from "./settle/policy.ts";
export { advance, begin, resume, soFar } from "./settle/settle.ts";
export type {
	Command,
	Phase,
	Policy,
	PolicyOptions,
	SettleEvent,
	SettleState,
	Step,
} from "./settle/state.ts";
export { comparedWithSent, type TakenUp, takeUp } from "./settle/take-up.ts";
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
} from "./submission.ts";
export {
	type Grant,
	grantFrom,
	isAlive,
	isDue,
	type Tokens,
	tokensSchema,
} from "./tokens.ts";
export {
	largestSegment,
	type Segment,
	segmentsOf,
	smallestSegment,
	type UploadTarget,
	uploadTargetSchema,
} from "./uploads.ts";
export { paths, toWire, type WireRequest } from "./wire.ts";
