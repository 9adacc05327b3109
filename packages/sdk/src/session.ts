import type { Auth } from "./auth.ts";
import type { Identity } from "./identity.ts";
import type { Pacer } from "./pacer.ts";
import type { Fetch } from "./transport.ts";
import type { Watch } from "./watch.ts";

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
