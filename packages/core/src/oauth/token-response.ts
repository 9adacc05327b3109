import * as z from "zod/mini";
import { reasonFromErrorBody } from "../outcome/error-body.ts";
import { classifyStatus } from "../outcome/response.ts";
import type { RequestEvent } from "../request/events.ts";
import { validate } from "../validation/validate.ts";

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
	/** `lifetimeMs`: how long the access token lives. */
	| {
			kind: "granted";
			access_token: string;
			refresh_token: string | null;
			lifetimeMs: number;
	  }
	/**
	 * Final: a retry would be refused as well. `token_used`: the refresh token or code is used or invalid; `bad_client`:
	 * the app's id or secret is wrong; `bad_request`: another error in the request.
	 */
	| { kind: "refused"; cause: "token_used" | "bad_client" | "bad_request" }
	/** No response, or one that decides nothing: the same request may be retried. */
	| { kind: "failed" };

const secret = z.string().check(z.regex(/^[\x21-\x7e]+$/));
const secretOrNull = z.nullable(secret);
const time = z.number();

/** Parses stored tokens; unknown fields are dropped. */
export const tokensSchema: z.ZodMiniType<Tokens> = z.object({
	access_token: secretOrNull,
	issued_at: time,
	expires_at: time,
	refresh_token: secretOrNull,
	seed_refresh_token: z.nullable(z.string()),
	audience: z.string(),
});

/** The body of a token response (`POST /oauth/token`, contract §3), with the fields used here. */
const tokenBodySchema = z.object({
	access_token: secret,
	expires_in: z.number().check(z.positive()),
	refresh_token: z.nullish(secret),
});

/** Parses the response to a token request (contract §3 and §4). */
export function parseTokenResponse(event: RequestEvent): TokenResult {
	if (event.kind !== "response") return { kind: "failed" };
	switch (classifyStatus(event.status, 200)) {
		case "success":
			return parseGranted(event.data);
		case "rate_limited":
		case "failed":
			return { kind: "failed" };
		case "unauthorized":
		case "refused":
			return {
				kind: "refused",
				cause:
					causes[reasonFromErrorBody(event.data)?.code ?? ""] ?? "bad_request",
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

function parseGranted(data: unknown): TokenResult {
	const body = validate(tokenBodySchema, data);
	// A refresh token in an unreadable body cannot be recovered.
	if (body.kind === "invalid") return { kind: "failed" };
	const { access_token, refresh_token = null, expires_in } = body.value;
	return {
		kind: "granted",
		access_token,
		refresh_token,
		lifetimeMs: expires_in * 1_000,
	};
}

/** Keys are OAuth error codes (RFC 6749 §5.2). */
const causes: Partial<Record<string, "token_used" | "bad_client">> = {
	invalid_grant: "token_used",
	invalid_client: "bad_client",
	unauthorized_client: "bad_client",
};
