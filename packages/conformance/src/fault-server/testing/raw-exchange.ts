import { connect } from "node:net";

/** A request that is sent exactly as written. */
export type RawRequest = {
	method: "GET" | "POST" | "DELETE";
	path: string;
	headers: Record<string, string>;
	body?: string;
};

/** How an exchange on a connection ended. `aborted`: the test closed it before a reply arrived. */
export type Exchange = {
	ending: "closed" | "reset" | "aborted";
	/** `null` if no status line arrived. */
	status: number | null;
	headers: Record<string, string>;
	body: string;
};

/** Sends a request on a new connection and reads until the connection ends. */
export async function exchange(
	url: string,
	{ method, path, headers, body = "" }: RawRequest,
	signal?: AbortSignal,
): Promise<Exchange> {
	const { hostname, port } = new URL(url);
	const socket = connect(Number(port), hostname);
	signal?.addEventListener("abort", () => socket.destroy());
	const chunks: Buffer[] = [];
	let ending: Exchange["ending"] = "aborted";
	socket.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
	socket.on("end", () => {
		ending = "closed";
	});
	socket.on("error", () => {
		ending = "reset";
	});
	const all = {
		host: "fault-server",
		connection: "close",
		"content-length": String(Buffer.byteLength(body)),
		...headers,
	};
	const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
	socket.write(
		`${[`${method} ${path} HTTP/1.1`, ...head].join("\r\n")}\r\n\r\n${body}`,
	);
	await new Promise((resolve) => socket.on("close", resolve));
	return { ending, ...read(Buffer.concat(chunks).toString()) };
}

function read(text: string): Omit<Exchange, "ending"> {
	const [head = "", ...rest] = text.split("\r\n\r\n");
	const [line = "", ...lines] = head.split("\r\n");
	const status = /^HTTP\/1\.1 ([0-9]{3}) /.exec(line)?.[1];
	const headers = lines.map((each): [string, string] => {
		const [name = "", ...value] = each.split(": ");
		return [name.toLowerCase(), value.join(": ")];
	});
	return {
		status: status === undefined ? null : Number(status),
		headers: Object.fromEntries(headers),
		body: rest.join("\r\n\r\n"),
	};
}
