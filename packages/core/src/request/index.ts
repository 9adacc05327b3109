export { causeOf } from "./cause-of.ts";
export type { RequestEvent, ResponseEvent } from "./events.ts";
export { defaultPolicy, type Policy, type PolicyOptions } from "./policy.ts";
export { advanceRequest, beginRequest } from "./request.ts";
export {
	isSuccessStatus,
	type RequestCommand,
	type RequestResult,
	type RequestRule,
	type RequestState,
	type RequestTransition,
} from "./state.ts";
export { requestOutcomeIfAborted } from "./transitions.ts";
