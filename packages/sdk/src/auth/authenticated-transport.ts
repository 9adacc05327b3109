import type { RequestEvent } from "@signoff/core/request";
import { isHeaderSafe } from "../http/header-value.ts";
import {
	type Fetch,
	type HttpRequest,
	type SendResult,
	send as sendRequest,
} from "../http/transport.ts";
import { monotonicNow, startClock } from "../util/clock.ts";
import { isPromiseLike } from "../util/is-promise-like.ts";
import { withTimeout } from "../util/timers.ts";
import type { Auth } from "./auth.ts";
import { callbackFailed, refreshEvent } from "./refresh-event.ts";

/** Sends the requests of one operation, and remembers the token of the last one. */
export type AuthenticatedTransport = {
	/**
	 * Sends one request with the current token.
	 *
	 * @throws {TypeError} if the URL is not of the API's origin
	 */
	send(
		request: HttpRequest,
		timeoutMs: number,
	): SendResult | Promise<SendResult>;
	/** Requests another token than the last one. Never rejects. */
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
	// What `token` returned last, and how often in a row.
	let checked: unknown;
	let repeats = 0;
	// The clock of the operation starts now as well.
	const now = startClock();

	function lookUpToken(timeoutMs: number): TokenLookup | Promise<TokenLookup> {
		try {
			const token = auth.token();
			return isPromiseLike(token)
				? inTime(() => token, timeoutMs, checkedToken, tooLate)
				: checkedToken(token);
		} catch {
			return callbackFailed;
		}
	}

	/** A file that is being rotated may show a bad token for a moment: the same one three times in a row will stay. */
	function checkedToken(token: string | null): TokenLookup {
		repeats = token === checked ? repeats + 1 : 1;
		checked = token;
		return token === null || isHeaderSafe(token)
			? token
			: { ...callbackFailed, permanent: repeats > 2 };
	}

	/** The parsed value that a caller's function resolves to; `late` if it takes too long; `callbackFailed` if it fails. */
	function inTime<T, R, L>(
		call: () => Promise<T>,
		timeoutMs: number,
		check: (value: T) => R,
		late: L,
	): Promise<R | L | NotSent> {
		const parse = async () => check(await call());
		const parsed = parse().catch(() => callbackFailed);
		return withTimeout(parsed, timeoutMs, signal, late);
	}

	function send(
		request: HttpRequest,
		timeoutMs: number,
	): SendResult | Promise<SendResult> {
		if (request.url.origin !== base.origin)
			throw new TypeError("A token is sent to its own origin only.");
		const deadline = monotonicNow() + timeoutMs;
		const token = lookUpToken(timeoutMs);
		if (!isPromiseLike(token)) return sendWith(token, request, timeoutMs);
		return token.then((found) =>
			sendWith(found, request, deadline - monotonicNow()),
		);
	}

	function sendWith(
		token: TokenLookup,
		request: HttpRequest,
		timeoutMs: number,
	): SendResult | Promise<SendResult> {
		lastToken = knownToken(token);
		if (token === null) return { kind: "no_token" };
		if (typeof token !== "string") return token;
		if (timeoutMs <= 0 || signal?.aborted) return tooLate;
		const headers = {
			Accept: "application/json",
			...request.headers,
			Authorization: `Bearer ${token}`,
		};
		return sendRequest(fetch, { ...request, headers }, timeoutMs, signal);
	}

	function refresh(timeoutMs: number): Promise<RequestEvent> {
		return inTime(
			() => auth.refresh(lastToken ?? ""),
			timeoutMs,
			(result) => refreshEvent(result, now),
			refreshTooLate,
		);
	}

	return {
		send,
		refresh,
		currentToken(timeoutMs) {
			const token = lookUpToken(timeoutMs);
			return isPromiseLike(token) ? token.then(knownToken) : knownToken(token);
		},
		lastToken: () => lastToken,
	};
}

/** `null`: `auth` has no token. */
type TokenLookup = string | null | NotSent;

type NotSent = Extract<SendResult, { kind: "not_sent" }>;

const tooLate: NotSent = { kind: "not_sent", cause: "timeout" };
/** The login server may have received the refresh. */
const refreshTooLate: RequestEvent = { kind: "no_response", cause: "timeout" };

function knownToken(token: TokenLookup): string | null {
	return typeof token === "string" ? token : null;
}
