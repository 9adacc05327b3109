export { type Cause, type CauseCode, causeMessages } from "./cause.ts";
export {
	type Description,
	describe,
	outcomeMeanings,
} from "./describe.ts";
export { reasonFromErrorBody } from "./error-body.ts";
export {
	type HttpReply,
	type HttpResponseData,
	httpStatusesOf,
	httpStatusOf,
	outcomeFromHttp,
	outcomeToHttp,
	replayedHeader,
} from "./http.ts";
export {
	type Attempt,
	type CallName,
	type ChangedField,
	type DeferredReason,
	matchOutcome,
	type OnRecord,
	type OnRecordKind,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	outcomes,
	type PersonRef,
	type Reason,
	type RefusedKind,
} from "./outcome.ts";
export {
	type ErrorDetail,
	type Problem,
	problemBody,
} from "./problem-details.ts";
export { outcomeSchema } from "./schema.ts";
export { exitCodes, type OutcomeTraits, outcomeTraits } from "./traits.ts";
