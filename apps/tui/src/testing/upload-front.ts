import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import {
	startUploadServer,
	type UploadPlan,
	type UploadServer,
} from "@signoff/conformance/fault-server";

/** An API with uploads: everything else is passed on to another server. */
export type UploadFront = {
	url: string;
	uploads: UploadServer;
	/** Holds back the reply of storage to the `nth` request from now on. */
	hold: (nth: number) => { reached: Promise<void>; release: () => void };
	stop: () => Promise<void>;
};

/** Starts the fault server's uploads in front of a server. Storage is reached through it too. */
export async function startUploadFront(
	target: string,
	plan: UploadPlan = {},
): Promise<UploadFront> {
	const uploads = await startUploadServer(plan);
	let storageUrl = "";
	let held: { left: number; reach: () => void; until: Promise<void> } | null =
		null;
	async function handle(
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const { url: path = "/" } = request;
		if (path.startsWith("/storage") && held !== null && --held.left === 0) {
			held.reach();
			await held.until;
		}
		const isUpload = path.split("?")[0]?.includes("/uploads") === true;
		const reply = await fetch(
			path.startsWith("/storage")
				? storageUrl + path.slice("/storage".length)
				: (isUpload ? uploads.url : target) + path,
			await passedOn(request),
		);
		let text = await reply.text();
		if (isUpload) {
			storageUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? storageUrl;
			if (storageUrl !== "")
				text = text.replaceAll(storageUrl, `${front}/storage`);
		}
		const etag = reply.headers.get("etag");
		response.writeHead(reply.status, {
			"content-type": reply.headers.get("content-type") ?? "application/json",
			...(etag === null ? {} : { etag }),
		});
		response.end(text);
	}

	const server = createServer((request, response) => {
		// The client has disconnected: no reply can be sent.
		handle(request, response).catch(() => response.destroy());
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server has no port.");
	const front = `http://127.0.0.1:${address.port}`;
	return {
		url: front,
		uploads,
		hold: (nth) => {
			const reached = Promise.withResolvers<void>();
			const released = Promise.withResolvers<void>();
			held = { left: nth, reach: reached.resolve, until: released.promise };
			return { reached: reached.promise, release: released.resolve };
		},
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
			await uploads.close();
		},
	};
}

async function passedOn(request: IncomingMessage): Promise<RequestInit> {
	const { method = "GET", headers } = request;
	const sent = Object.entries(headers).flatMap(([name, value]) =>
		typeof value === "string" && !hopHeaders.includes(name)
			? [[name, value] satisfies [string, string]]
			: [],
	);
	return {
		method,
		headers: sent,
		...(method === "GET" ? {} : { body: await buffer(request) }),
	};
}

const hopHeaders = ["host", "connection", "content-length", "expect"];
