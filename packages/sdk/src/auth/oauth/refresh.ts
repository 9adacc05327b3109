import {
	isUnexpired,
	type TokenResult,
	type Tokens,
} from "@signoff/core/oauth";
import type { RefreshResult } from "../auth.ts";
import type { App } from "./app-options.ts";
import type { Vault } from "./durable-token-store.ts";
import { reasonFor } from "./failure-reasons.ts";
import type { Login } from "./grant-flow.ts";
import { type Ask, askFor } from "./token-request.ts";

/** What a renewal came to, with the tokens that count from now on; `null`: those held before. */
export type Renewal = { result: RefreshResult; tokens: Tokens | null };

/**
 * Gets other tokens than those used, under the store's lock: those that somebody else has stored meanwhile, else new
 * ones. A refresh whose answer is lost has failed; asked again with the same refresh token, the server either grants
 * it or says that it is used up.
 *
 * @param used the access token that is no good, or soon will not be
 */
export async function renew(
	app: App,
	login: Login,
	vault: Vault,
	used: string,
): Promise<Renewal> {
	// A refresh token that a person brought, and the one that is stored: more there is not.
	for (let turn = 0; turn < 2; turn++) {
		const stored = await vault.load();
		const own = stored !== null && login.takes(stored) ? stored : null;
		if (
			own !== null &&
			own.access_token !== used &&
			isUnexpired(own, Date.now())
		)
			return { result: "refreshed", tokens: own };
		const ask = await login.next(stored);
		if (ask === null) return refused("token_used", login, own);
		const grant = await askFor(app, ask);
		switch (grant.kind) {
			case "failed":
				return { result: "failed", tokens: own };
			case "granted": {
				const tokens = tokensFrom(grant, ask, app, login, own);
				await vault.keep(tokens);
				login.used(ask);
				return { result: "refreshed", tokens };
			}
			case "refused":
				if (grant.cause !== "token_used" || ask.grant_type !== "refresh_token")
					return refused(grant.cause, login, own, ask);
				login.used(ask);
				await vault.forget(ask.refresh_token, login.origin);
		}
	}
	return refused("token_used", login, null);
}

function refused(
	because: Extract<TokenResult, { kind: "refused" }>["cause"],
	login: Login,
	tokens: Tokens | null,
	ask?: Ask,
): Renewal {
	if (because === "token_used" && ask !== undefined) login.used(ask);
	const reason = reasonFor(because, login.spent);
	return { result: { kind: "refused", reason }, tokens };
}

function tokensFrom(
	grant: Extract<TokenResult, { kind: "granted" }>,
	ask: Ask,
	app: App,
	login: Login,
	before: Tokens | null,
): Tokens {
	const now = Date.now();
	// A server that gives no other refresh token leaves the one it has taken in force (RFC 6749 §6).
	const kept = ask.grant_type === "refresh_token" ? ask.refresh_token : null;
	return {
		access_token: grant.access_token,
		issued_at: now,
		expires_at: now + grant.lifetimeMs,
		refresh_token: grant.refresh_token ?? kept,
		seed_refresh_token: login.origin ?? before?.seed_refresh_token ?? null,
		audience: app.issuedFor,
	};
}
