export { externalOrigin } from "./simulation/actor-events.ts";
export {
	between,
	type Choices,
	chance,
	pick,
	replayedChoices,
	seededChoices,
} from "./simulation/choices.ts";
export {
	expiredTokenReply,
	failedReply,
	rateLimitedReply,
} from "./simulation/fault-replies.ts";
export { meReply } from "./simulation/me-reply.ts";
export { type FinalState, isOutcomeTrue } from "./simulation/oracle.ts";
export { receiveResponse } from "./simulation/receive-response.ts";
export { refusalReply } from "./simulation/refusal-reply.ts";
export {
	currentStep,
	findResponse,
	type ServerState,
	type StoredResponse,
} from "./simulation/server-state.ts";
export { submitReply } from "./simulation/submit-reply.ts";
export {
	createVirtualServer,
	performEvent,
	readReply,
	runUntil,
	schedule,
	stateOf,
	type VirtualServer,
} from "./simulation/virtual-server.ts";
export {
	defaultVariants,
	type Variants,
	type WorldPlan,
} from "./simulation/world.ts";
