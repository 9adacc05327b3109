import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HttpResponseData } from "@signoff/core";
import type { TransmissionMode } from "./delivery-plan.ts";

type Message = {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
};

const slowChunks = 20;

/**
 * Sends an answer, in good order or not.
 *
 * @param whole called before its last byte goes out, where all of it does
 */
export async function sendResponse(
	response: ServerResponse,
	reply: HttpResponseData,
	{ manner, dated }: { manner: TransmissionMode; dated: boolean },
	whole: () => void,
): Promise<void> {
	const message = buildMessage(reply);
	const { socket } = response;
	if (manner.kind === "whole") {
		whole();
		response.sendDate = dated;
		const headers = withLength(message, message.body.length);
		response.writeHead(message.status, headers).end(message.body);
		return;
	}
	if (socket === null || socket.destroyed) return;
	switch (manner.kind) {
		case "empty":
			socket.end();
			return;
		case "truncated": {
			const all = serialize(message, message.body.length);
			socket.end(all.subarray(0, all.length - truncatedLength(message)));
			return;
		}
		case "wrong_length":
			whole();
			socket.end(serialize(message, Math.floor(message.body.length / 2)));
			return;
		case "slow":
			await sendSlowly(
				socket,
				serialize(message, message.body.length),
				manner.duration_ms,
				whole,
			);
	}
}

/** The connection breaks off, so that the caller is told. */
export function resetConnection({ socket }: ServerResponse): void {
	socket?.resetAndDestroy();
}

async function sendSlowly(
	socket: Socket,
	bytes: Buffer,
	overMs: number,
	whole: () => void,
): Promise<void> {
	const size = Math.ceil(bytes.length / slowChunks);
	for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
		await sleep(overMs / slowChunks);
		if (at + size >= bytes.length) whole();
		socket.write(bytes.subarray(at, at + size));
	}
	socket.end();
}

function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** How much of a message is held back: half of its body, or of its head where it has none. */
function truncatedLength({ body }: Message): number {
	return body.length === 0 ? 40 : Math.ceil(body.length / 2);
}

function buildMessage({ status, headers, data }: HttpResponseData): Message {
	const [type, text] = encodeBody(data);
	return {
		status,
		headers: {
			"x-request-id": randomUUID(),
			...(type === null ? {} : { "content-type": type }),
			...headers,
		},
		body: Buffer.from(text),
	};
}

function encodeBody(data: unknown): [type: string | null, text: string] {
	if (data === null || data === undefined) return [null, ""];
	if (typeof data === "string")
		return [data.startsWith("<") ? "text/html" : "text/plain", data];
	return ["application/json", JSON.stringify(data)];
}

/** A message as it goes over the wire, the connection's last. */
function serialize(message: Message, length: number): Buffer {
	const { status, body } = message;
	const all = {
		...withLength(message, length),
		date: new Date().toUTCString(),
		connection: "close",
	};
	const head = [
		`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
		...Object.entries(all).map(([name, value]) => `${name}: ${value}`),
	];
	return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]);
}

function withLength(
	{ status, headers }: Message,
	length: number,
): Record<string, string> {
	if (status === 204) return headers;
	return { ...headers, "content-length": String(length) };
}
