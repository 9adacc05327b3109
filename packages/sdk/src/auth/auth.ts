import { isHeaderSafe } from "../options/check-options.ts";

/** Where a client gets its access tokens from. */
export type Auth = {
	/**
	 * The token to use now; `null` where none is held: then a refresh comes first. Where it rejects, nothing is sent, and
	 * it is asked again later.
	 */
	token(): string | null | Promise<string | null>;
	/**
	 * Asked after a 401. `usedToken` is the one that was refused, empty where there was none: where a newer one is held
	 * already, that one counts as refreshed, so that calls refused together cause one refresh.
	 */
	refresh(usedToken: string): Promise<RefreshResult>;
};

/**
 * `failed`: may be tried again; `refused`: there is no other token to be had, with what helps where that is known. It
 * comes out with the outcome `unauthenticated`: no secret belongs in it.
 */
export type RefreshResult =
	| "refreshed"
	| "failed"
	| "refused"
	| { kind: "refused"; reason: AuthFailure };

/** Why there is no token, and what helps: `code` for programs, `message` for people. */
export type AuthFailure = { code: string; message: string };

/**
 * A token that the caller has, and renews.
 *
 * @throws {TypeError} where the token cannot stand in a header
 */
export function bearer(token: string): Auth {
	if (!isHeaderSafe(token))
		throw new TypeError(
			"The token must be a string of visible ASCII without white space.",
		);
	return {
		token: () => token,
		refresh: () => Promise.resolve("refused"),
	};
}
