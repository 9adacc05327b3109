import type { RequestEvent } from "@signoff/core/request";
import { callAfter } from "../util/timers.ts";
import { quoteUnsafeIntegers } from "./exact-integers.ts";
import { kyOptions } from "./ky-options.ts";
import { readBody } from "./read-body.ts";
import {
	hasCacheOption,
	resendsTextBodies,
	runtimeMayResend,
} from "./runtime.ts";

/** Any function with fetch's signature; a ky instance is one. */
export type Fetch = (
	input: string | URL | Request,
	init?: RequestInit,
) => Promise<Response>;

/** One HTTP request, complete. */
export type HttpRequest = {
	method: "GET" | "POST" | "PUT" | "PATCH";
	url: URL;
	headers: Record<string, string>;
	/** Bytes are sent as they are, anything else as JSON. Every implementation of fetch can send bytes. */
	body?: unknown;
};

/** The result of a request: `response` only if it was received whole; `no_token` if there was no token to send. */
export type SendResult = Extract<
	RequestEvent,
	{ kind: "response" | "no_response" | "not_sent" | "no_token" }
>;

/**
 * Sends one request, once: no retry, and no redirect is followed.
 *
 * @param timeoutMs for the whole response, its body included
 */
export function send(
	fetch: Fetch,
	request: HttpRequest,
	timeoutMs: number,
	signal: AbortSignal | undefined,
): Promise<SendResult> {
	return new Promise((resolve) => {
		const controller = new AbortController();
		// Resolves without waiting for a fetch that ignores its signal.
		const cancelTimeout = callAfter(timeoutMs, signal, () => {
			controller.abort();
			resolve({ kind: "no_response", cause: "timeout" });
		});
		const end = (result: SendResult): void => {
			cancelTimeout();
			resolve(result);
		};
		const { options, isFetchError } = kyOptions(fetch);
		const init = { ...options, signal: controller.signal };
		exchange(fetch, request, init).then(end, (error: unknown) =>
			isFetchError(error) ? explain(error).then(end) : end(callbackFailed),
		);
	});
}

/** Why fetch failed. The code is loaded when it first fails; never in browsers, whose errors give no reason. */
async function explain(error: unknown): Promise<SendResult> {
	try {
		if (!runtimeMayResend())
			return (await import("./connection-errors.ts")).connectionFailure(error);
	} catch {
		// A file that cannot be loaded proves nothing.
	}
	return { kind: "no_response", cause: "connection_lost" };
}

const callbackFailed: SendResult = {
	kind: "no_response",
	cause: "callback_failed",
};

async function exchange(
	fetch: Fetch,
	{ method, url, headers, body }: HttpRequest,
	init: RequestInit,
): Promise<SendResult> {
	// A redirected POST that is followed becomes a GET (contract §1).
	const complete: RequestInit = {
		...init,
		method,
		headers,
		redirect: "manual",
	};
	if (body !== undefined) complete.body = encodeBody(body);
	// A cached response would be stale for longer than `maxReadStalenessMs` allows.
	if (method === "GET" && hasCacheOption()) complete.cache = "no-store";
	let receiving: Promise<Response>;
	try {
		receiving = fetch(url, complete);
	} catch {
		// Only a function of the caller throws instead of rejecting. It may have sent the request.
		return callbackFailed;
	}
	const response = await receiving;
	const received = {
		kind: "response",
		headers: Object.fromEntries(response.headers),
	} as const;
	if (response.status === 204) return { ...received, status: 204, data: null };
	// Browsers hide a redirect's status.
	const status = response.type === "opaqueredirect" ? 302 : response.status;
	return { ...received, status, data: parseBody(await readBody(response)) };
}

function encodeBody(body: unknown): Blob | Uint8Array<ArrayBuffer> | string {
	const content = isBytes(body) ? body : JSON.stringify(body);
	return resendsTextBodies ? new Blob([content]) : content;
}

// `instanceof` would miss the bytes of another realm.
function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
	return ArrayBuffer.isView(body);
}

/** The parsed JSON, or the text if it is not JSON; `null` for an empty body. */
function parseBody(text: string): unknown {
	if (text === "") return null;
	try {
		return JSON.parse(quoteUnsafeIntegers(text));
	} catch {
		return text;
	}
}
