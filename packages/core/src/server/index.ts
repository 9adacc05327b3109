export {
	advanceWorkflow,
	type DecisionType,
	type ResponseType,
	responseType,
	type StepRule,
	type Vote,
	type WorkflowTransition,
} from "./advance-workflow.ts";
export {
	chooseTemplate,
	type TemplateChoice,
	type TemplateKey,
} from "./choose-template.ts";
export {
	decide,
	notAssigned,
	type RecordedResponse,
	type StepState,
} from "./decide.ts";
export {
	type StepStatus,
	stepStatus,
	type WorkflowEnd,
	workflowEnd,
} from "./history-status.ts";
export { type ListQuery, pageSizes, parseListQuery } from "./list-query.ts";
export { type NewInstanceRequest, newInstanceSchema } from "./new-instance.ts";
export {
	noSuchCompany,
	noSuchInstance,
	noSuchProject,
} from "./not-found-reasons.ts";
export {
	cursorLinks,
	decodeCursor,
	type PageLink,
	pageLinks,
} from "./page-links.ts";
