import type { RequestEvent } from "@signoff/core/request";
import { after } from "../util/timers.ts";
import { wasNeverSent } from "./connection-errors.ts";
import { readText } from "./read-body.ts";

/** Any function with fetch's signature. */
export type Fetch = (
	input: string | URL | Request,
	init?: RequestInit,
) => Promise<Response>;

/** One HTTP request, whole. */
export type WireCall = {
	method: "GET" | "POST" | "PUT" | "PATCH";
	url: URL;
	headers: Record<string, string>;
	/** Sent as it is where it is a file or a form, else as JSON. */
	body?: unknown;
};

/** What became of a request: `response` only where the whole answer came; `no_token` where there was no token to send it with. */
export type Sent = Extract<
	RequestEvent,
	{ kind: "response" | "no_response" | "not_sent" | "no_token" }
>;

/**
 * Carries one request out, once: no retry, no redirect followed.
 *
 * @param timeoutMs for the whole answer, its body included
 */
export function send(
	fetch: Fetch,
	call: WireCall,
	timeoutMs: number,
	signal: AbortSignal | undefined,
): Promise<Sent> {
	return new Promise((resolve) => {
		const breaker = new AbortController();
		// A fetch that does not listen to its signal is not waited for.
		const stop = after(timeoutMs, signal, () => {
			breaker.abort();
			resolve({ kind: "no_response" });
		});
		const end = (sent: Sent): void => {
			stop();
			resolve(sent);
		};
		exchange(fetch, call, breaker.signal).then(end, (error: unknown) =>
			end({ kind: wasNeverSent(error) ? "not_sent" : "no_response" }),
		);
	});
}

async function exchange(
	fetch: Fetch,
	{ method, url, headers, body }: WireCall,
	signal: AbortSignal,
): Promise<Sent> {
	const response = await fetch(url, {
		method,
		headers,
		signal,
		...(body === undefined ? {} : { body: bytesOf(body) }),
		// A redirected POST that is followed becomes a GET (contract §1).
		redirect: "manual",
		...(method === "GET" ? uncached() : {}),
	});
	const answer = {
		kind: "response",
		headers: Object.fromEntries(response.headers),
	} as const;
	if (response.status === 204) return { ...answer, status: 204, data: null };
	// Browsers hide a redirect's status.
	const status = response.type === "opaqueredirect" ? 302 : response.status;
	return { ...answer, status, data: parse(await readText(response)) };
}

// Deno sends a text again by itself where a connection breaks, and keeps it quiet. A blob it cannot send twice.
const sendsTextsTwice = "Deno" in globalThis;

function bytesOf(body: unknown): Blob | FormData | string {
	// First what is plain: Node looks these two up anew each time.
	const isPlain = Object.getPrototypeOf(body) === Object.prototype;
	if (!isPlain && (body instanceof Blob || body instanceof FormData))
		return body;
	const text = JSON.stringify(body);
	return sendsTextsTwice ? new Blob([text]) : text;
}

/** A browser's cache would make a read staler than anyone knows. Not every runtime has the option, or takes it. */
function uncached(): Pick<RequestInit, "cache"> {
	return "cache" in Request.prototype ? { cache: "no-store" } : {};
}

/** JSON where it is JSON, else the text; `null` where there is none. */
function parse(text: string): unknown {
	if (text === "") return null;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
