import * as z from "zod/mini";
import { parseErrorReason } from "../outcome/error-body.ts";
import { classifyStatus } from "../outcome/response.ts";
import type { RequestEvent } from "../request/events.ts";
import { validate } from "../validation/validate.ts";

/**
 * What a login gives, as it is stored: plain JSON. Times are Unix milliseconds on the clock of the machine that got
 * them.
 */
export type Tokens = {
	/** `null` where the login came to nothing. */
	access_token: string | null;
	/** When it came. */
	issued_at: number;
	/** From then on it is no good. */
	expires_at: number;
	/** Good for one refresh (contract §3); `null` where there is none, or the server has refused it. */
	refresh_token: string | null;
	/** The refresh token that a person brought, and which these come from: it is used up. */
	seed_refresh_token: string | null;
	/** For which app and login server they are good. */
	audience: string;
};

/** What became of a request for tokens. */
export type TokenResult =
	/** `lifetimeMs`: how long the access token lives. */
	| {
			kind: "granted";
			access_token: string;
			refresh_token: string | null;
			lifetimeMs: number;
	  }
	/**
	 * Asking again is of no use. `spent`: the refresh token or code is no good; `client`: the app's id and secret
	 * are not; `request`: something else is wrong with what was sent.
	 */
	| { kind: "refused"; cause: "token_used" | "bad_client" | "bad_request" }
	/** Nobody knows, or not yet: the same may be asked again. */
	| { kind: "failed" };

const secret = z.string().check(z.regex(/^[\x21-\x7e]+$/));
const secretOrNull = z.nullable(secret);
const time = z.number();

/** Reads stored tokens; unknown fields are dropped. */
export const tokensSchema: z.ZodMiniType<Tokens> = z.object({
	access_token: secretOrNull,
	issued_at: time,
	expires_at: time,
	refresh_token: secretOrNull,
	seed_refresh_token: z.nullable(z.string()),
	audience: z.string(),
});

/** The answer of `POST /oauth/token` (contract §3), without the fields that are of no use here. */
const replySchema = z.object({
	access_token: secret,
	expires_in: z.number().check(z.positive()),
	refresh_token: z.nullish(secret),
});

/** What the answer to a request for tokens comes to (contract §3 and §4). */
export function parseTokenResponse(event: RequestEvent): TokenResult {
	if (event.kind !== "response") return { kind: "failed" };
	switch (classifyStatus(event.status, 200)) {
		case "success":
			return granted(event.data);
		case "rate_limited":
		case "failed":
			return { kind: "failed" };
		case "unauthorized":
		case "refused":
			return {
				kind: "refused",
				cause:
					causes[parseErrorReason(event.data)?.code ?? ""] ?? "bad_request",
			};
	}
}

/** Whether an access token may still be used. */
export function isUnexpired(
	{ access_token, expires_at }: Tokens,
	now: number,
): boolean {
	return access_token !== null && now < expires_at;
}

const maxRefreshMarginMs = 60_000;

/** Whether it is time for new ones: in the last tenth of their life, a minute at most. */
export function shouldRefresh(
	{ issued_at, expires_at }: Tokens,
	now: number,
): boolean {
	const marginMs = Math.min(maxRefreshMarginMs, (expires_at - issued_at) / 10);
	return now >= expires_at - marginMs;
}

function granted(data: unknown): TokenResult {
	const reply = validate(replySchema, data);
	// A refresh token in an answer that cannot be read is as good as lost.
	if (reply.kind === "invalid") return { kind: "failed" };
	const { access_token, refresh_token = null, expires_in } = reply.value;
	return {
		kind: "granted",
		access_token,
		refresh_token,
		lifetimeMs: expires_in * 1_000,
	};
}

/** By OAuth's error code (RFC 6749 §5.2). */
const causes: Partial<Record<string, "token_used" | "bad_client">> = {
	invalid_grant: "token_used",
	invalid_client: "bad_client",
	unauthorized_client: "bad_client",
};
