import type { Tokens } from "@signoff/core/oauth";
import type { AuthFailure } from "../auth.ts";
import type { TokenRequest } from "./token-request.ts";

/** A way to log in: which requests to send to the login server, and in which order. */
export type GrantFlow = {
	/** The remedy if the login is used up. */
	usedUpReason: AuthFailure;
	/** The refresh token that the user brought, if any: stored with the tokens that derive from it. */
	seedRefreshToken: string | null;
	/** False for stored tokens of an earlier login. */
	accepts(stored: Tokens): boolean;
	/** The request to send next, given what is stored; `null` if there is none left. */
	nextRequest(stored: Tokens | null): Promise<TokenRequest | null>;
	/** Called once a request is used up: granted, or refused for good. It must not be sent again. */
	consumed(request: TokenRequest): void;
};

/** A refresh with the stored refresh token; `null` if there is none. */
export function refreshRequest(stored: Tokens | null): TokenRequest | null {
	const token = stored?.refresh_token ?? null;
	return token === null
		? null
		: { grant_type: "refresh_token", refresh_token: token };
}
