import { replayableBody } from "./replayable-body.ts";

/** A request that may have to be sent to a second receiver, after the first one refused it. */
export type ForwardableRequest = {
	/** The request for one receiver. The body is passed on as it arrives. */
	copy(): Request;
	/** Is called after the reply, and reads what no receiver has read; `null` if there is nothing to read. */
	discard: (() => Promise<void>) | null;
};

/** Makes a request that can be sent to several receivers, one after the other. */
export function forwardableRequest(request: Request): ForwardableRequest {
	if (!hasBody(request)) {
		const bodiless = withoutLength(request);
		return { copy: () => bodiless, discard: null };
	}
	const { headers, method, url } = request;
	const body = replayableBody(request.body);
	return {
		copy: () => new Request(url, { method, headers, body: body.stream() }),
		discard: body.discard,
	};
}

/** The runtime passes on none with GET and HEAD, and no route reads one. */
function hasBody(
	request: Request,
): request is Request & { body: ReadableStream<Uint8Array> } {
	return (
		request.method !== "GET" &&
		request.method !== "HEAD" &&
		request.body !== null
	);
}

/** The runtime does not send a request that has a length, but no body. */
function withoutLength(request: Request): Request {
	if (!lengthHeaders.some((name) => request.headers.has(name))) return request;
	const headers = new Headers(request.headers);
	for (const name of lengthHeaders) headers.delete(name);
	return new Request(request.url, { method: request.method, headers });
}

const lengthHeaders = ["Content-Length", "Transfer-Encoding"];
