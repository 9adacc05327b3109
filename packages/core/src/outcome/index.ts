export { guardAttachments, sameAttachments } from "./compare-attachments.ts";
export { type Description, describe, exitCodes } from "./describe.ts";
export { reasonFrom } from "./error-body.ts";
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
export { outcomeSchema } from "./schema.ts";
