import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problemBody } from "@signoff/core/outcome";
import { problemResponse } from "../../http/responses/problem.ts";
import {
	type RequestObserver,
	unroutedRequest,
} from "../../observability/request-record.ts";

/** Replies to bytes that are not an HTTP request, with the usual error body, and closes the connection. */
export async function replyToClientError(
	error: Error,
	socket: Duplex,
	onRequest: RequestObserver | null,
): Promise<void> {
	if (!socket.writable) {
		socket.destroy();
		return;
	}
	const code = "code" in error ? String(error.code) : "";
	const [status, message] = parserErrors[code] ?? [
		400,
		"This is not a valid HTTP request.",
	];
	const requestId = crypto.randomUUID();
	onRequest?.(unroutedRequest(requestId, status));
	const body = await problemResponse(
		requestId,
		problemBody(status, message),
	).text();
	socket.end(
		[
			`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
			"Connection: close",
			"Content-Type: application/problem+json",
			`Content-Length: ${Buffer.byteLength(body)}`,
			`x-request-id: ${requestId}`,
			"",
			body,
		].join("\r\n"),
	);
	// Closing at once would reset the connection if more bytes arrive, and the client might lose the reply.
	socket.resume();
	setTimeout(() => socket.destroy(), lingerMs).unref();
}

const lingerMs = 1_000;

/** By the error code of Node's HTTP parser. */
const parserErrors: Partial<Record<string, [status: number, message: string]>> =
	{
		HPE_HEADER_OVERFLOW: [431, "The request's headers are too long."],
		ERR_HTTP_REQUEST_TIMEOUT: [408, "The request took too long to arrive."],
	};
