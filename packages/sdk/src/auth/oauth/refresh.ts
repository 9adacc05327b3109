import {
	isUnexpired,
	type TokenResult,
	type Tokens,
} from "@signoff/core/oauth";
import type { RefreshResult } from "../auth.ts";
import type { App } from "./app-options.ts";
import type { DurableTokenStore } from "./durable-token-store.ts";
import { failureReason, type RefusalCause } from "./failure-reasons.ts";
import type { GrantFlow } from "./grant-flow.ts";
import type { RequestHold } from "./request-hold.ts";
import { requestToken, type TokenRequest } from "./token-request.ts";

/** The result of a refresh, with the tokens to use from now on; `null`: the previous ones. */
export type TokenRefresh = { result: RefreshResult; tokens: Tokens | null };

/**
 * Obtains other tokens than the used one, under the store's lock: those that another process has stored meanwhile, or
 * new ones. A refresh whose response is lost has failed; when it is sent again with the same refresh token, the server
 * either grants it or reports that the refresh token is used up.
 *
 * @param hold while it holds requests back, only stored tokens can be obtained
 * @param usedToken the access token that was refused, or that expires soon
 */
export async function refreshTokens(
	app: App,
	flow: GrantFlow,
	store: DurableTokenStore,
	hold: RequestHold,
	usedToken: string,
): Promise<TokenRefresh> {
	// There are two refresh tokens at most: the one that the user brought, and the stored one.
	for (let round = 0; round < 2; round++) {
		const stored = await store.loadLatest();
		const accepted = stored !== null && flow.accepts(stored) ? stored : null;
		if (
			accepted !== null &&
			accepted.access_token !== usedToken &&
			isUnexpired(accepted, Date.now())
		)
			return { result: "refreshed", tokens: accepted };
		const retryAfterMs = hold.remainingMs();
		if (retryAfterMs > 0)
			return { result: { kind: "throttled", retryAfterMs }, tokens: accepted };
		const request = await flow.nextRequest(stored);
		if (request === null) return refused("token_used", flow, accepted);
		const grant = await requestToken(app, request);
		switch (grant.kind) {
			case "failed":
				hold.extend(grant.retryAfterMs);
				return { result: failed(grant), tokens: accepted };
			case "granted": {
				const tokens = tokensFromGrant(grant, request, app, flow, accepted);
				await store.save(tokens);
				flow.consumed(request);
				// The next refresh is made with the new refresh token.
				if (grant.access_token === null) return { result: "failed", tokens };
				return { result: "refreshed", tokens };
			}
			case "refused":
				if (
					grant.cause !== "token_used" ||
					request.grant_type !== "refresh_token"
				)
					return refused(grant.cause, flow, accepted, request);
				flow.consumed(request);
				await store.invalidate(request.refresh_token, flow.seedRefreshToken);
		}
	}
	return refused("token_used", flow, null);
}

function failed({
	cause,
	permanent,
}: Extract<TokenResult, { kind: "failed" }>): RefreshResult {
	if (cause === null) return "failed";
	return permanent
		? { kind: "failed", cause, permanent }
		: { kind: "failed", cause };
}

function refused(
	cause: RefusalCause,
	flow: GrantFlow,
	tokens: Tokens | null,
	request?: TokenRequest,
): TokenRefresh {
	if (cause === "token_used" && request !== undefined) flow.consumed(request);
	const reason = failureReason(cause, flow.usedUpReason);
	return { result: { kind: "refused", reason }, tokens };
}

function tokensFromGrant(
	grant: Extract<TokenResult, { kind: "granted" }>,
	request: TokenRequest,
	app: App,
	flow: GrantFlow,
	previous: Tokens | null,
): Tokens {
	const now = Date.now();
	// If the server returns no new refresh token, the one it was sent stays valid (RFC 6749 §6).
	const unchanged =
		request.grant_type === "refresh_token" ? request.refresh_token : null;
	const access =
		grant.access_token === null
			? previousAccess(previous)
			: {
					access_token: grant.access_token,
					issued_at: now,
					expires_at: now + grant.lifetimeMs,
				};
	return {
		...access,
		refresh_token: grant.refresh_token ?? unchanged,
		seed_refresh_token:
			flow.seedRefreshToken ?? previous?.seed_refresh_token ?? null,
		audience: app.audience,
	};
}

/** The access token of before, which may still work. */
function previousAccess(
	previous: Tokens | null,
): Pick<Tokens, "access_token" | "issued_at" | "expires_at"> {
	if (previous === null)
		return { access_token: null, issued_at: 0, expires_at: 0 };
	const { access_token, issued_at, expires_at } = previous;
	return { access_token, issued_at, expires_at };
}
