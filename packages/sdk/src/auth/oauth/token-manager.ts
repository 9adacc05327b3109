import { isUnexpired, shouldRefresh, type Tokens } from "@signoff/core/oauth";
import { monotonicNow } from "../../util/clock.ts";
import { delay } from "../../util/timers.ts";
import type { Auth, RefreshResult } from "../auth.ts";
import type { App } from "./app-options.ts";
import {
	createDurableTokenStore,
	TokenAudienceMismatch,
} from "./durable-token-store.ts";
import { tokensOfAnotherApp } from "./failure-reasons.ts";
import type { GrantFlow } from "./grant-flow.ts";
import { refreshTokens, type TokenRefresh } from "./refresh.ts";
import { createRequestHold } from "./request-hold.ts";

/** Manages the tokens of one login. */
export type TokenManager = {
	auth: Auth;
	/** Refreshes even if the current token works; joins a refresh that is running. Never rejects. */
	refreshNow(usedToken: string): Promise<RefreshResult>;
	/** Resolves once no refresh is running; synchronous code after it runs before the next one starts. */
	whenIdle(): Promise<void>;
};

/** The longest that a request waits for new tokens while the current one works. */
const refreshWaitMs = 1_000;
/** How long the current token is used without another early refresh, after one that failed or took too long. */
const retryIntervalMs = 5_000;

/** Runs one refresh at a time, which all requests share. Uses a token for as long as it works. */
export function createTokenManager(app: App, flow: GrantFlow): TokenManager {
	const store = createDurableTokenStore(app);
	const hold = createRequestHold();
	let current: Tokens | null = null;
	let refreshing: Promise<RefreshResult> | null = null;
	let nextEarlyRefreshAt = 0;

	function refreshNow(usedToken: string): Promise<RefreshResult> {
		refreshing ??= lockAndRefresh(usedToken).finally(() => {
			refreshing = null;
		});
		return refreshing;
	}

	async function lockAndRefresh(usedToken: string): Promise<RefreshResult> {
		const { result, tokens } = await app.store
			.lock(() => refreshTokens(app, flow, store, hold, usedToken))
			.catch(refreshFailed);
		current = tokens ?? current;
		return result;
	}

	async function whenIdle(): Promise<void> {
		while (refreshing !== null) await refreshing;
	}

	async function refresh(usedToken: string): Promise<RefreshResult> {
		for (;;) {
			if (refreshing === null)
				return hasOtherToken(usedToken) ? "refreshed" : refreshNow(usedToken);
			const result = await refreshing;
			if (result !== "refreshed" || hasOtherToken(usedToken)) return result;
		}
	}

	/** True if the current token works and is not the used one. */
	function hasOtherToken(usedToken: string): boolean {
		return (
			unexpiredToken(current) !== null && current?.access_token !== usedToken
		);
	}

	/** Refreshes a token that expires soon. If that takes too long or fails, returns the current one. */
	async function refreshEarly(usedToken: string): Promise<string | null> {
		if (monotonicNow() >= nextEarlyRefreshAt) {
			const { elapsed, cancel } = delay(refreshWaitMs, undefined);
			const result = await Promise.race([refreshNow(usedToken), elapsed]);
			cancel();
			if (result !== "refreshed")
				nextEarlyRefreshAt = monotonicNow() + retryIntervalMs;
		}
		return unexpiredToken(current);
	}

	async function storedToken(): Promise<string | null> {
		try {
			const stored = await store.read();
			// A concurrent call may have loaded tokens meanwhile.
			if (stored !== null && flow.accepts(stored)) current ??= stored;
		} catch (error) {
			if (!(error instanceof TokenAudienceMismatch)) throw error;
		}
		return currentToken();
	}

	function currentToken(): string | null | Promise<string | null> {
		const token = unexpiredToken(current);
		return current !== null &&
			token !== null &&
			shouldRefresh(current, Date.now())
			? refreshEarly(token)
			: token;
	}

	return {
		auth: {
			token: () => (current === null ? storedToken() : currentToken()),
			refresh,
		},
		refreshNow,
		whenIdle,
	};
}

/** The access token, or `null` if it has expired. */
function unexpiredToken(tokens: Tokens | null): string | null {
	return tokens !== null && isUnexpired(tokens, Date.now())
		? tokens.access_token
		: null;
}

function refreshFailed(error: unknown): TokenRefresh {
	const result: RefreshResult =
		error instanceof TokenAudienceMismatch
			? { kind: "refused", reason: tokensOfAnotherApp }
			: "failed";
	return { result, tokens: null };
}
