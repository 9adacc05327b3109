import type { Auth } from "../auth/auth.ts";
import type { Identity } from "../auth/identity-cache.ts";
import type { Fetch } from "../http/transport.ts";
import type { Watch } from "../observability/observer.ts";
import type { Pacer } from "../rate-limit/rate-limiter.ts";

/** What everything that a client does shares. */
export type Session = {
	base: URL;
	auth: Auth;
	fetch: Fetch;
	identity: Identity;
	pacer: Pacer;
	/** `null` where nobody is told of anything. */
	watch: Watch | null;
};
