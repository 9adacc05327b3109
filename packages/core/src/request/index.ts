export type { Answered, SettleEvent } from "./events.ts";
export { defaultPolicy, type Policy, type PolicyOptions } from "./policy.ts";
export { advanceCall, beginCall } from "./request.ts";
export {
	type CallCommand,
	type CallResult,
	type CallRule,
	type CallState,
	type CallStep,
	succeeded,
} from "./state.ts";
export { callSoFar } from "./transitions.ts";
