export {
	type HeaderWindow,
	retryDelayFromHeaders,
	windowFromHeaders,
} from "./headers.ts";
export { blockedUntil, nextJobAt, nextRequestAt } from "./next-request.ts";
export {
	release,
	requestStarted,
	reserve,
	responseReceived,
} from "./rate-limiter.ts";
export {
	initialRateLimit,
	type RateLimitState,
	type RateLimitWindow,
} from "./state.ts";
