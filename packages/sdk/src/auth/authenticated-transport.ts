import type { RequestEvent } from "@signoff/core/request";
import type { ClientContext } from "../context/client-context.ts";
import { type Sent, send, type WireCall } from "../http/transport.ts";
import { isHeaderSafe } from "../options/check-options.ts";
import { isComing } from "../util/is-promise-like.ts";
import { within } from "../util/timers.ts";
import type { RefreshResult } from "./auth.ts";

/** Makes the calls of one piece of work, and remembers the token that the last of them used. */
export type AuthenticatedTransport = {
	/**
	 * Makes one call, with the token held at that moment.
	 *
	 * @throws {TypeError} where the token cannot stand in a header, or the address is not of the client's origin; where
	 * the token is still to come it rejects with it
	 */
	call(request: WireCall, timeoutMs: number): Sent | Promise<Sent>;
	/** Asks for another token than the one used last. */
	refresh(timeoutMs: number): Promise<RequestEvent>;
	/** The token that a call made now would use, at once where it is at hand; `null` where none is known at the moment. */
	token(timeoutMs: number): string | null | Promise<string | null>;
	/** The token used last; `null` before the first call. */
	used(): string | null;
};

/** The one place where a token meets a request. */
export function createCaller(
	{ auth, base, fetch }: ClientContext,
	signal: AbortSignal | undefined,
): AuthenticatedTransport {
	let used: string | null = null;

	function held(timeoutMs: number): Held | Promise<Held> {
		const given = auth.token();
		return isComing(given) ? inTime(given, timeoutMs) : heldFrom(given);
	}

	async function inTime(
		given: Promise<string | null>,
		timeoutMs: number,
	): Promise<Held> {
		const token = await within(given.then(heldFrom), timeoutMs, signal);
		return token ?? { kind: "unknown" };
	}

	function call(request: WireCall, timeoutMs: number): Sent | Promise<Sent> {
		if (request.url.origin !== base.origin)
			throw new TypeError("A token goes to its own origin only.");
		const startedAt = Date.now();
		const token = held(timeoutMs);
		if (!isComing(token)) return sendWith(token, request, timeoutMs);
		const left = () => timeoutMs - Math.max(0, Date.now() - startedAt);
		return token.then((came) => sendWith(came, request, left()));
	}

	function sendWith(
		token: Held,
		request: WireCall,
		left: number,
	): Sent | Promise<Sent> {
		used = tokenOf(token);
		if (token.kind === "none") return { kind: "no_token" };
		if (token.kind === "unknown" || left <= 0 || signal?.aborted)
			return { kind: "not_sent" };
		const headers = {
			Accept: "application/json",
			...request.headers,
			Authorization: `Bearer ${token.token}`,
		};
		return send(fetch, { ...request, headers }, left, signal);
	}

	async function refresh(timeoutMs: number): Promise<RequestEvent> {
		const result =
			(await within(auth.refresh(used ?? ""), timeoutMs, signal)) ?? "failed";
		return typeof result === "string"
			? { kind: events[result] }
			: { kind: "refresh_refused", reason: result.reason };
	}

	return {
		call,
		refresh,
		token(timeoutMs) {
			const token = held(timeoutMs);
			return isComing(token) ? token.then(tokenOf) : tokenOf(token);
		},
		used: () => used,
	};
}

/** What is known of the token to use. `unknown`: it took too long, or could not be had. */
type Held =
	| { kind: "token"; token: string }
	| { kind: "none" }
	| { kind: "unknown" };

function heldFrom(token: string | null): Held {
	return token === null ? { kind: "none" } : { kind: "token", token };
}

function tokenOf(held: Held): string | null {
	if (held.kind !== "token") return null;
	if (isHeaderSafe(held.token)) return held.token;
	throw new TypeError("`auth.token()` must give a string of visible ASCII.");
}

const events = {
	refreshed: "refreshed",
	failed: "refresh_failed",
	refused: "refresh_refused",
} as const satisfies Record<
	Extract<RefreshResult, string>,
	RequestEvent["kind"]
>;
