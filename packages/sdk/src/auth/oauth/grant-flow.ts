import type { Tokens } from "@signoff/core/oauth";
import type { AuthFailure } from "../auth.ts";
import type { Ask } from "./token-request.ts";

/** A way to log in: what to ask the login server with, and when. */
export type Login = {
	/** What helps where it is used up. */
	spent: AuthFailure;
	/** The refresh token that a person brought, if any: what comes of it is marked with it. */
	origin: string | null;
	/** Whether stored tokens count: those of an earlier login do not. */
	takes(stored: Tokens): boolean;
	/** What to ask with, given what is stored; `null` where nothing is left. */
	next(stored: Tokens | null): Promise<Ask | null>;
	/** Told of what has been used up: granted, or refused for good. It is not to be given again. */
	used(ask: Ask): void;
};

/** A refresh with what is stored. */
export function refreshOf(stored: Tokens | null): Ask | null {
	const token = stored?.refresh_token ?? null;
	return token === null
		? null
		: { grant_type: "refresh_token", refresh_token: token };
}
