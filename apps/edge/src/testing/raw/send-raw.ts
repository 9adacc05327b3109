import { connect } from "node:net";

/** A reply as far as it was received; `null` if the connection was closed without one. */
export type RawReply = {
	status: number;
	/** Names in lower case. */
	headers: Map<string, string>;
	body: string;
} | null;

/** Options of {@link sendRaw}. */
export type SendRawOptions = {
	/** Ends the request after these bytes, although they promise more. */
	end?: boolean;
	/** Aborts the wait for a reply. */
	signal?: AbortSignal;
};

/** Sends bytes on a new connection and reads the reply. */
export function sendRaw(
	{ hostname, port }: URL,
	bytes: Uint8Array,
	{ end = false, signal }: SendRawOptions = {},
): Promise<RawReply> {
	return new Promise((resolve) => {
		const socket = connect(Number(port), hostname);
		let received = "";
		const finish = (): void => {
			socket.destroy();
			resolve(parseReply(received)?.reply ?? null);
		};
		signal?.addEventListener("abort", finish);
		// latin1 keeps one character per byte, so that lengths in bytes are lengths of the text.
		socket.setEncoding("latin1");
		socket.on("data", (chunk) => {
			received += String(chunk);
			if (parseReply(received)?.isComplete === true) finish();
		});
		// A server may refuse a request and close the connection while it is still being sent.
		socket.on("error", () => {});
		socket.on("close", finish);
		socket.write(bytes);
		if (end) socket.end();
	});
}

function parseReply(
	text: string,
): { reply: NonNullable<RawReply>; isComplete: boolean } | null {
	const headEnd = text.indexOf("\r\n\r\n");
	if (headEnd === -1) return null;
	const [statusLine = "", ...lines] = text.slice(0, headEnd).split("\r\n");
	const status = Number(statusLine.split(" ")[1]);
	if (status === 100) return parseReply(text.slice(headEnd + 4));
	const headers = new Map(
		lines.map((line): [string, string] => {
			const colon = line.indexOf(":");
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	const rest = text.slice(headEnd + 4);
	const length = headers.get("content-length");
	const isChunked = headers.get("transfer-encoding") === "chunked";
	const body = isChunked ? unchunked(rest) : rest;
	const isComplete =
		status === 204 ||
		(isChunked && rest.endsWith("0\r\n\r\n")) ||
		(length !== undefined && rest.length >= Number(length));
	return { reply: { status, headers, body }, isComplete };
}

function unchunked(text: string): string {
	const size = Number.parseInt(text, 16);
	if (!(size > 0)) return "";
	const start = text.indexOf("\r\n") + 2;
	return (
		text.slice(start, start + size) + unchunked(text.slice(start + size + 2))
	);
}
