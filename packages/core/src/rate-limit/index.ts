export { retryDelayFromHeaders } from "./headers.ts";
export {
	blockedUntil,
	initialRateLimit,
	nextJobAt,
	nextRequestAt,
	type RateLimitState,
	type RateLimitWindow,
	release,
	requestStarted,
	reserve,
	responseReceived,
} from "./rate-limiter.ts";
