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
	decide,
	notAssigned,
	type RecordedResponse,
	type StepState,
	unknownStep,
} from "./decide.ts";
