export {
	type DecisionType,
	type Progress,
	progress,
	type ResponseType,
	responseType,
	type StepRule,
	type Vote,
} from "./advance-workflow.ts";
export {
	decide,
	notAssigned,
	type RecordedResponse,
	type StepState,
	unknownStep,
} from "./decide.ts";
