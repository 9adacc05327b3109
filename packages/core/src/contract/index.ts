export { tidy } from "./comment.ts";
export {
	type Me,
	meSchema,
	type Place,
	placeSchema,
	type Tool,
	toolSchema,
} from "./directory.ts";
export { data } from "./envelope.ts";
export {
	type History,
	type HistoryResponse,
	type HistoryStep,
	historySchema,
	historyStepSchema,
} from "./history.ts";
export {
	type Assignee,
	type Instance,
	type InstanceSummary,
	instanceSchema,
	instanceSummarySchema,
	type ResponseOccurrence,
	type ResponseOption,
	type StepOccurrence,
} from "./instance.ts";
export { paths } from "./paths.ts";
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
	largestSegment,
	type Segment,
	segmentsOf,
	smallestSegment,
	type UploadTarget,
	uploadTargetSchema,
} from "./uploads.ts";
export { toWire, type WireRequest } from "./wire.ts";
