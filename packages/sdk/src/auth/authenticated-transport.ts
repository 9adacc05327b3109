import type { RequestEvent } from "@signoff/core/request";
import { checkToken } from "../http/header-value.ts";
import {
	type Fetch,
	type HttpRequest,
	type SendResult,
	send as sendRequest,
} from "../http/transport.ts";
import { monotonicNow } from "../util/clock.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import { withTimeout } from "../util/timers.ts";
import type { Auth, RefreshResult } from "./auth.ts";

/** Sends the requests of one operation, and remembers the token of the last one. */
export type AuthenticatedTransport = {
	/**
	 * Sends one request with the current token.
	 *
	 * @throws {TypeError} if the token cannot be sent in a header, or the URL is not of the API's origin. Rejects instead
	 * if the token is a promise.
	 */
	send(
		request: HttpRequest,
		timeoutMs: number,
	): SendResult | Promise<SendResult>;
	/** Requests another token than the last one. */
	refresh(timeoutMs: number): Promise<RequestEvent>;
	/** The token that a request would use now, synchronously if `auth` returns it so; `null` if none is available. */
	currentToken(timeoutMs: number): string | null | Promise<string | null>;
	/** The token of the last request; `null` before the first one. */
	lastToken(): string | null;
};

/** The credentials and the target of a transport. */
export type TransportOptions = {
	auth: Auth;
	/** Tokens are sent to the origin of this URL only. */
	base: URL;
	fetch: Fetch;
};

/** The only place that puts a token into a request. */
export function createAuthenticatedTransport(
	{ auth, base, fetch }: TransportOptions,
	signal: AbortSignal | undefined,
): AuthenticatedTransport {
	let lastToken: string | null = null;

	function lookUpToken(timeoutMs: number): TokenLookup | Promise<TokenLookup> {
		const token = auth.token();
		return isPromiseLike(token) ? awaitToken(token, timeoutMs) : token;
	}

	async function awaitToken(
		token: Promise<string | null>,
		timeoutMs: number,
	): Promise<TokenLookup> {
		const found = token.then((value) => ({ value }));
		return (await withTimeout(found, timeoutMs, signal))?.value;
	}

	function send(
		request: HttpRequest,
		timeoutMs: number,
	): SendResult | Promise<SendResult> {
		if (request.url.origin !== base.origin)
			throw new TypeError("A token is sent to its own origin only.");
		const startedAt = monotonicNow();
		const token = lookUpToken(timeoutMs);
		if (!isPromiseLike(token)) return sendWith(token, request, timeoutMs);
		const remainingMs = () => timeoutMs - (monotonicNow() - startedAt);
		return token.then((found) => sendWith(found, request, remainingMs()));
	}

	function sendWith(
		token: TokenLookup,
		request: HttpRequest,
		timeoutMs: number,
	): SendResult | Promise<SendResult> {
		lastToken = checkedToken(token);
		if (token === null) return { kind: "no_token" };
		if (token === undefined || timeoutMs <= 0 || signal?.aborted)
			return { kind: "not_sent" };
		const headers = {
			Accept: "application/json",
			...request.headers,
			Authorization: `Bearer ${token}`,
		};
		return sendRequest(fetch, { ...request, headers }, timeoutMs, signal);
	}

	async function refresh(timeoutMs: number): Promise<RequestEvent> {
		const refreshing = auth.refresh(lastToken ?? "");
		const result =
			(await withTimeout(refreshing, timeoutMs, signal)) ?? "failed";
		return typeof result === "string"
			? { kind: refreshEvents[result] }
			: { kind: "refresh_refused", reason: result.reason };
	}

	return {
		send,
		refresh,
		currentToken(timeoutMs) {
			const token = lookUpToken(timeoutMs);
			return isPromiseLike(token)
				? token.then(checkedToken)
				: checkedToken(token);
		},
		lastToken: () => lastToken,
	};
}

/** `null`: `auth` has no token. `undefined`: it rejected, or took too long. */
type TokenLookup = string | null | undefined;

function checkedToken(token: TokenLookup): string | null {
	if (token === null || token === undefined) return null;
	checkToken(token);
	return token;
}

const refreshEvents = {
	refreshed: "refreshed",
	failed: "refresh_failed",
	refused: "refresh_refused",
} as const satisfies Record<
	Extract<RefreshResult, string>,
	RequestEvent["kind"]
>;
