import * as z from "zod/mini";
import type { CauseCode } from "../outcome/cause.ts";
import { reasonFromErrorBody } from "../outcome/error-body.ts";
import { classifyStatus } from "../outcome/response.ts";
import { retryDelayFromHeaders } from "../rate-limit/headers.ts";
import { causeOf, isPermanent } from "../request/cause-of.ts";
import type { RequestEvent } from "../request/events.ts";
import { parseTokenGrant, type TokenGrant } from "./token-grant.ts";

/**
 * The stored tokens of a login. Plain JSON. Times are Unix milliseconds on the clock of the machine that requested
 * them.
 */
export type Tokens = {
	/** `null` if the login failed. */
	access_token: string | null;
	/** When the access token was received. */
	issued_at: number;
	/** When the access token expires. */
	expires_at: number;
	/** Valid for one refresh (contract §3); `null` if there is none or the server has refused it. */
	refresh_token: string | null;
	/** The configured refresh token that these tokens descend from. It is used. */
	seed_refresh_token: string | null;
	/** The app and login server that the tokens belong to. */
	audience: string;
};

/** The result of a token request. */
export type TokenResult =
	/** The request is used up, also if only one of the tokens is in the response. */
	| ({ kind: "granted" } & TokenGrant)
	/**
	 * Final: a retry would be refused as well. `token_used`: the refresh token or code is used or invalid; `bad_client`:
	 * the app's id or secret is wrong; `bad_request`: another error in the request.
	 */
	| { kind: "refused"; cause: "token_used" | "bad_client" | "bad_request" }
	/**
	 * No response, or one that decides nothing: the same request may be retried, after `retryAfterMs` if the server asks
	 * for a delay. `cause` is `null` if nothing is known; if it is `permanent`, a retry would fail in the same way.
	 */
	| {
			kind: "failed";
			retryAfterMs: number;
			cause: CauseCode | null;
			permanent?: true;
	  };

const secret = z.string().check(z.regex(/^[\x21-\x7e]+$/));
const time = z.number();

/** Parses stored tokens; unknown fields are dropped. */
export const tokensSchema: z.ZodMiniType<Tokens> = z.object({
	access_token: z.nullable(secret),
	issued_at: time,
	expires_at: time,
	// It is sent in a form, which carries any text.
	refresh_token: z.nullable(z.string().check(z.minLength(1))),
	seed_refresh_token: z.nullable(z.string()),
	audience: z.string(),
});

/**
 * Parses the response to a token request (contract §3 and §4). Any 2xx that has a token grants it.
 *
 * @param now Unix milliseconds
 */
export function parseTokenResponse(
	event: RequestEvent,
	now: number,
): TokenResult {
	const cause = causeOf(event);
	if (event.kind !== "response")
		return {
			kind: "failed",
			retryAfterMs: 0,
			cause,
			...(isPermanent(event) ? { permanent: true } : {}),
		};
	const { status, headers, data } = event;
	const grant = status >= 200 && status < 300 ? parseTokenGrant(data) : null;
	if (grant !== null) return { kind: "granted", ...grant };
	switch (classifyStatus(status, 200)) {
		case "unauthorized":
		case "refused": {
			const code = reasonFromErrorBody(data)?.code ?? "";
			return { kind: "refused", cause: causes[code] ?? "bad_request" };
		}
		default:
			return {
				kind: "failed",
				retryAfterMs: retryDelayFromHeaders(status, headers, now),
				cause,
			};
	}
}

/** True if there is an access token that has not expired. */
export function isUnexpired(
	{ access_token, expires_at }: Tokens,
	now: number,
): boolean {
	return access_token !== null && now < expires_at;
}

const maxRefreshMarginMs = 60_000;

/** True in the last tenth of the access token's lifetime, at most one minute before it expires. */
export function shouldRefresh(
	{ issued_at, expires_at }: Tokens,
	now: number,
): boolean {
	const marginMs = Math.min(maxRefreshMarginMs, (expires_at - issued_at) / 10);
	return now >= expires_at - marginMs;
}

/** Keys are OAuth error codes (RFC 6749 §5.2). */
const causes: Partial<Record<string, "token_used" | "bad_client">> = {
	invalid_grant: "token_used",
	invalid_client: "bad_client",
	unauthorized_client: "bad_client",
};
