export { normalizeComment } from "./comment.ts";
export type { Company, Project, Tool } from "./companies-projects-tools.ts";
export { parseCompanyHeader } from "./company-header.ts";
export { unwrapData } from "./envelope.ts";
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
	instanceSchema,
	type ResponseOccurrence,
	type ResponseOption,
	type StepOccurrence,
} from "./instance.ts";
export type { InstanceSummary } from "./instance-summary.ts";
export { type Me, meSchema } from "./me.ts";
export { parseSubmission } from "./parse-submission.ts";
export { paths } from "./paths.ts";
export { isSameResponse } from "./same-response.ts";
export {
	type Attachments,
	attachmentKinds,
	pathSchema,
	type Scope,
	type Submission,
	submissionSchema,
} from "./submission.ts";
export {
	serializeSubmission,
	type WireBody,
	type WireRequest,
} from "./wire.ts";
export { parseWireSubmission, wireBodySchema } from "./wire-submission.ts";
