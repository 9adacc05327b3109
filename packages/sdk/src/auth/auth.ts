import type { CauseCode } from "@signoff/core/outcome";
import { checkToken } from "../http/header-value.ts";

/** Where a client gets its access tokens from. */
export type Auth = {
	/**
	 * The token to use now; `null` if there is none: the client then calls `refresh` first. If it throws, rejects, or
	 * returns what cannot be sent in a header, nothing is sent, and the client calls it again later.
	 */
	token(): string | null | Promise<string | null>;
	/**
	 * Called after a 401. `usedToken` is the refused token, or empty if there was none. If a newer token is available
	 * already, that counts as refreshed, so that requests refused together cause one refresh.
	 */
	refresh(usedToken: string): Promise<RefreshResult>;
};

/**
 * `failed`: may be tried again; with the cause if it is known. `permanent`: trying again fails in the same way, and the
 * call ends at once. `throttled`: no request was made, because the login server asks to wait; may be tried
 * again after `retryAfterMs`, which is more than 0. `refused`: no other token can be had, with the remedy if it is known. The outcome
 * `unauthenticated` shows the reason: it must not contain a secret.
 */
export type RefreshResult =
	| "refreshed"
	| "failed"
	| "refused"
	| { kind: "failed"; cause: CauseCode; permanent?: boolean }
	| { kind: "throttled"; retryAfterMs: number }
	| { kind: "refused"; reason: AuthFailure };

/** Why there is no token, and the remedy: `code` for programs, `message` for people. */
export type AuthFailure = { code: string; message: string };

/**
 * A token that the caller obtains and renews.
 *
 * @throws {TypeError} if the token cannot be sent in a header
 */
export function bearer(token: string): Auth {
	checkToken(token);
	return {
		token: () => token,
		refresh: () => Promise.resolve("refused"),
	};
}
