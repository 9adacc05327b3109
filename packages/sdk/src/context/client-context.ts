import type { Auth } from "../auth/auth.ts";
import type { IdentityCache } from "../auth/identity-cache.ts";
import type { Fetch } from "../http/transport.ts";
import type { Observer } from "../observability/observer.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";

/** What everything that a client does shares. */
export type ClientContext = {
	base: URL;
	auth: Auth;
	fetch: Fetch;
	identity: IdentityCache;
	rateLimiter: RateLimiter;
	/** `null` where nobody is told of anything. */
	observer: Observer | null;
};
