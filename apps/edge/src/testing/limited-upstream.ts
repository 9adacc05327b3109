import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import {
	createFakeServer,
	type FakeServer,
} from "@signoff/conformance/fake-server";
import type { Fixture } from "@signoff/core/fixture";
import { onTestFinished } from "vitest";

/** What the upstream receives. */
export type UpstreamCall =
	| "submit"
	| "read_me"
	| "read_instance"
	| "read_history"
	| "login";

/**
 * How the upstream treats a call: `hold` waits for `release`; `drop` records it, and the connection is lost;
 * `unavailable` is a 503 that asks for a wait of 4 s, `paused` one of 11 s, longer than a round waits.
 */
export type UpstreamTreatment =
	| "answer"
	| "hold"
	| "drop"
	| "unavailable"
	| "paused";

/** A server of the contract over real HTTP, with a login server whose tokens are Ada's. */
export type UpstreamServer = {
	url: string;
	record: FakeServer["record"];
	/** Every call that arrived, with its token. */
	calls: { call: UpstreamCall; token: string }[];
	treatments: Map<UpstreamCall, UpstreamTreatment>;
	/** Chooses the treatment of each call that `treatments` does not have. */
	treatEach(choose: (call: UpstreamCall) => UpstreamTreatment): void;
	/** Answers the calls that are held, and all later ones. */
	release(): void;
	/** How often a call has arrived. */
	count(call: UpstreamCall): number;
	/** Allows so many requests in each second; further ones are 429. */
	limit(requests: number): void;
	/** How many requests were 429. */
	refused(): number;
	/** Refuses the tokens that the login server has granted; it grants another one. */
	revokeTokens(): void;
};

/** Starts a server with a company, until the test ends. */
export async function startUpstream(fixture: Fixture): Promise<UpstreamServer> {
	const fake = createFakeServer({ fixture });
	const calls: { call: UpstreamCall; token: string }[] = [];
	const treatments = new Map<UpstreamCall, UpstreamTreatment>();
	let choose: (call: UpstreamCall) => UpstreamTreatment = () => "answer";
	let held = Promise.withResolvers<void>();
	let perSecond = Number.POSITIVE_INFINITY;
	let window = { second: 0, used: 0 };
	let refused = 0;
	let granted = 1;

	async function handle(
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const call = callOf(request);
		const token = request.headers.authorization?.slice(7) ?? "";
		const body = await bodyOf(request);
		calls.push({ call, token });
		const treatment = treatments.get(call) ?? choose(call);
		if (treatment === "hold") await held.promise;
		if (treatment === "unavailable" || treatment === "paused")
			return void response
				.writeHead(503, { "Retry-After": treatment === "paused" ? "11" : "4" })
				.end();
		if (call === "login") {
			const access_token = `service-${granted}`;
			const reply = { access_token, token_type: "Bearer", expires_in: 5400 };
			return void response
				.writeHead(200, { "Content-Type": "application/json" })
				.end(JSON.stringify(reply));
		}
		const limits = countAgainstLimit();
		if (limits.isOver)
			return void response.writeHead(429, limits.headers).end();
		const reply = await fake.fetch(
			fake.url + request.url,
			init(request, token, body),
		);
		if (treatment === "drop") return void request.socket.destroy();
		response.writeHead(reply.status, {
			...Object.fromEntries(reply.headers),
			...limits.headers,
		});
		response.end(Buffer.from(await reply.arrayBuffer()));
	}

	function init(
		{ method = "GET", headers }: IncomingMessage,
		token: string,
		body: Buffer<ArrayBuffer>,
	): RequestInit {
		const person = token === `service-${granted}` ? "ada-token" : token;
		return {
			method,
			headers: {
				"Content-Type": headers["content-type"] ?? "application/json",
				"Procore-Company-Id": String(headers["procore-company-id"] ?? ""),
				Authorization: `Bearer ${person}`,
			},
			...(body.length === 0 ? {} : { body }),
		};
	}

	function countAgainstLimit() {
		if (perSecond === Number.POSITIVE_INFINITY)
			return { isOver: false, headers: {} };
		const second = Math.floor(Date.now() / 1_000);
		window =
			window.second === second
				? { second, used: window.used + 1 }
				: { second, used: 1 };
		const isOver = window.used > perSecond;
		if (isOver) refused += 1;
		const headers = {
			"X-Rate-Limit-Limit": String(perSecond),
			"X-Rate-Limit-Remaining": String(Math.max(0, perSecond - window.used)),
			"X-Rate-Limit-Reset": String(second + 1),
		};
		return { isOver, headers };
	}

	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) =>
			response.destroy(error instanceof Error ? error : undefined),
		);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The upstream does not listen on a port.");
	return {
		url: `http://127.0.0.1:${address.port}`,
		record: fake.record,
		...{ calls, treatments },
		treatEach(chosen) {
			choose = chosen;
		},
		release() {
			treatments.clear();
			held.resolve();
			held = Promise.withResolvers();
		},
		count: (call) => calls.filter((each) => each.call === call).length,
		limit(requests) {
			perSecond = requests;
		},
		refused: () => refused,
		revokeTokens() {
			granted += 1;
		},
	};
}

function callOf({ method, url = "" }: IncomingMessage): UpstreamCall {
	if (url.startsWith("/oauth/")) return "login";
	if (method === "POST") return "submit";
	if (url.endsWith("/me")) return "read_me";
	return url.endsWith("/history") ? "read_history" : "read_instance";
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}
