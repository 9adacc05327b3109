import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HttpResponseData } from "@signoff/core";
import type { TransmissionMode } from "./delivery-plan.ts";

/** How a reply is sent. `dated`: whether it has a `Date` header. */
export type SendOptions = { mode: TransmissionMode; dated: boolean };

type Message = {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
};

/** Sends the whole reply. */
export const sendComplete: SendOptions = {
	mode: { kind: "complete" },
	dated: true,
};

const slowChunks = 20;

/**
 * Sends a reply, whole or with a fault.
 *
 * @param onComplete called before the last byte is sent, if every byte is sent
 */
export async function sendResponse(
	response: ServerResponse,
	reply: HttpResponseData,
	{ mode, dated }: SendOptions,
	onComplete: () => void = () => {},
): Promise<void> {
	const message = buildMessage(reply);
	const { socket } = response;
	if (mode.kind === "complete") {
		onComplete();
		response.sendDate = dated;
		const headers = withLength(message, message.body.length);
		response.writeHead(message.status, headers).end(message.body);
		return;
	}
	if (socket === null || socket.destroyed) return;
	const { length } = message.body;
	switch (mode.kind) {
		case "empty":
			socket.end();
			return;
		case "truncated": {
			const bytes = serialize(message, length);
			socket.end(bytes.subarray(0, bytes.length - withheldLength(message)));
			return;
		}
		case "wrong_length":
			onComplete();
			socket.end(serialize(message, Math.floor(length / 2)));
			return;
		case "slow": {
			const bytes = serialize(message, length);
			await sendSlowly(socket, bytes, mode.duration_ms, onComplete);
		}
	}
}

/** Resets the connection, so that the client notices. */
export function resetConnection({ socket }: ServerResponse): void {
	socket?.resetAndDestroy();
}

async function sendSlowly(
	socket: Socket,
	bytes: Buffer,
	durationMs: number,
	onComplete: () => void,
): Promise<void> {
	const size = Math.ceil(bytes.length / slowChunks);
	for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
		await sleep(durationMs / slowChunks);
		if (at + size >= bytes.length) onComplete();
		socket.write(bytes.subarray(at, at + size));
	}
	socket.end();
}

function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** How many bytes of a truncated message are not sent: half of its body, or a part of its head if it has no body. */
function withheldLength({ body }: Message): number {
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

/** The bytes of a message, after which the connection closes. `length` is what `Content-Length` says. */
function serialize(message: Message, length: number): Buffer {
	const { status, body } = message;
	const headers = {
		...withLength(message, length),
		date: new Date().toUTCString(),
		connection: "close",
	};
	const head = [
		`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
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
