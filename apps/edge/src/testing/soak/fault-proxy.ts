import { once } from "node:events";
import {
	Agent,
	createServer,
	type IncomingMessage,
	request,
	type ServerResponse,
} from "node:http";

/** What happens to a request on its way to the upstream, or to its reply. */
export type ProxyFault =
	| "none"
	/** The request arrives, and the reply is lost. */
	| "lost_reply"
	/** The connection is closed before the request arrives. */
	| "lost_request"
	/** The request arrives, and the connection stays open without a reply. */
	| "hang"
	/** The request arrives, and a gateway answers 502. */
	| "bad_gateway"
	/** A gateway answers 503 with `Retry-After`; the request does not arrive. */
	| "unavailable"
	/** A gateway answers 429 with `Retry-After`; the request does not arrive. */
	| "limited"
	/** The request is redirected, and does not arrive. */
	| "redirect";

/** A proxy in front of an upstream that makes it like Procore on a bad day. */
export type FaultProxy = {
	url: string;
	/** Decides on each request that the limit lets pass. */
	chooseFault(choose: (isSubmit: boolean) => ProxyFault): void;
	/** While it is down, every connection is closed at once; the paths that `except` accepts are served. */
	setDown(isDown: boolean, except?: (path: string) => boolean): void;
	/** How many requests arrived, and when (Unix milliseconds) one was answered with 429. */
	counts: {
		requests: number;
		submits: number;
		faults: number;
		limited: number[];
	};
	close(): Promise<void>;
};

/** So many requests of one token in each window, which begins with the first of them. */
export type ProxyLimit = { requests: number; windowMs: number };

/** Starts a proxy. Replies to submits do not say whether the response is new, as Procore's. */
export async function startFaultProxy(
	upstream: string,
	limit: ProxyLimit | null = null,
): Promise<FaultProxy> {
	const agent = new Agent({ keepAlive: true, maxSockets: 128 });
	const counts = {
		requests: 0,
		submits: 0,
		faults: 0,
		limited: [] as number[],
	};
	const windows = new Map<string, { from: number; used: number }>();
	let choose: (isSubmit: boolean) => ProxyFault = () => "none";
	let isServed: (path: string) => boolean = () => true;

	/** The headers of the limit; `null` if the request is above it. */
	function countRequest(token: string): Record<string, string> | null {
		if (limit === null) return {};
		const known = windows.get(token);
		const isOpen =
			known !== undefined && Date.now() < known.from + limit.windowMs;
		const from = isOpen ? known.from : Date.now();
		const used = isOpen ? known.used + 1 : 1;
		windows.set(token, { from, used });
		return used > limit.requests
			? null
			: limitHeaders(limit.requests - used, from);
	}

	function limitHeaders(remaining: number, from: number) {
		return {
			"X-Rate-Limit-Limit": String(limit?.requests),
			"X-Rate-Limit-Remaining": String(remaining),
			"X-Rate-Limit-Reset": String(
				Math.ceil((from + (limit?.windowMs ?? 0)) / 1_000),
			),
		};
	}

	async function handle(
		incoming: IncomingMessage,
		outgoing: ServerResponse,
	): Promise<void> {
		const path = incoming.url ?? "";
		const isSubmit = incoming.method === "POST";
		if (!isServed(path)) return void outgoing.destroy();
		counts.requests += 1;
		if (isSubmit) counts.submits += 1;
		const headers = countRequest(incoming.headers.authorization ?? "");
		if (headers === null) {
			counts.limited.push(Date.now());
			incoming.resume();
			outgoing.writeHead(429, { ...limitHeaders(0, windowOf(incoming)) }).end();
			return;
		}
		const fault = choose(isSubmit);
		if (fault !== "none") counts.faults += 1;
		if (fault === "lost_request") return void outgoing.destroy();
		const early = earlyReplies[fault];
		if (early !== undefined) {
			incoming.resume();
			outgoing.writeHead(early.status, early.headers).end("<html>");
			return;
		}
		const { status, replyHeaders, body } = await forward(incoming);
		if (fault === "hang") return;
		if (fault === "lost_reply") return void outgoing.destroy();
		if (fault === "bad_gateway")
			return void outgoing.writeHead(502).end("<html>");
		outgoing.writeHead(status, { ...replyHeaders, ...headers }).end(body);
	}

	function windowOf({ headers }: IncomingMessage): number {
		return windows.get(headers.authorization ?? "")?.from ?? 0;
	}

	async function forward(incoming: IncomingMessage) {
		const sent = request(`${upstream}${incoming.url}`, {
			...{ agent, method: incoming.method ?? "GET" },
			headers: { ...incoming.headers, host: new URL(upstream).host },
		});
		incoming.pipe(sent);
		const [reply]: IncomingMessage[] = await once(sent, "response");
		if (reply === undefined) throw new Error("There is no reply.");
		const chunks: Buffer[] = [];
		for await (const chunk of reply) chunks.push(chunk);
		const text = Buffer.concat(chunks).toString();
		const type = reply.headers["content-type"];
		return {
			status: reply.statusCode ?? 502,
			replyHeaders: type === undefined ? {} : { "Content-Type": type },
			body: (reply.statusCode ?? 0) >= 400 ? withoutOutcome(text) : text,
		};
	}

	const server = createServer((incoming, outgoing) => {
		handle(incoming, outgoing).catch(() => outgoing.destroy());
	});
	server.keepAliveTimeout = 0;
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The proxy does not listen on a port.");
	return {
		url: `http://127.0.0.1:${address.port}`,
		chooseFault(next) {
			choose = next;
		},
		setDown(isDown, except = () => false) {
			isServed = isDown ? except : () => true;
		},
		counts,
		async close() {
			agent.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const earlyReplies: Partial<
	Record<ProxyFault, { status: number; headers: Record<string, string> }>
> = {
	unavailable: { status: 503, headers: { "Retry-After": "1" } },
	limited: { status: 429, headers: { "Retry-After": "1" } },
	redirect: { status: 307, headers: { Location: "/login" } },
};

/** An error body as Procore sends it. */
function withoutOutcome(text: string): string {
	try {
		const { outcome: _, ...body } = JSON.parse(text);
		return JSON.stringify(body);
	} catch {
		return text;
	}
}
