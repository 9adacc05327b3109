import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import {
	createFakeServer,
	type FakeServer,
	type Paging,
} from "@signoff/conformance/fake-server";
import type { Fixture } from "@signoff/core/fixture";
import { onTestFinished } from "vitest";
import { company } from "./company.ts";
import { createLimiter } from "./limiter.ts";

/** What a request of the API asks for. */
export type UpstreamCall =
	| "submit"
	| "read_me"
	| "read_instance"
	| "read_history"
	| "read_list";

/** A request that the upstream received. */
export type ReceivedCall = {
	call: UpstreamCall;
	method: string;
	/** With its query. */
	path: string;
	token: string;
	company: string | null;
};

/** A reply without its request being handled. */
export type UpstreamReply = {
	status: number;
	headers?: Record<string, string>;
	body?: string;
};

/** How a request is treated. `lose` handles it, and closes the connection without a reply; `hold` waits for `release`. */
export type CallTreatment = "answer" | "lose" | "hold" | UpstreamReply;

/** Treats calls of one kind, and answers all others. */
export function treating(
	call: UpstreamCall,
	treatment: CallTreatment,
): (received: ReceivedCall) => CallTreatment {
	return (received) => (received.call === call ? treatment : "answer");
}

/** A 503 that asks for a wait, in seconds. */
export function unavailable(retryAfter: number): UpstreamReply {
	return { status: 503, headers: { "Retry-After": String(retryAfter) } };
}

/** Procore on a loopback socket until the test ends: the API of a company, and a login server. */
export type UpstreamServer = {
	url: string;
	/** In order of arrival. */
	received: ReceivedCall[];
	/** The statuses of the login server's replies; a 200 grants a token of Ada, first `service-1`. */
	login: { status: number; requests: number };
	/** Refuses the token that the login server has granted; it grants another one. */
	revokeToken(): void;
	/** Allows so many requests in each second; further ones are 429. */
	limit(perSecond: number): void;
	/** How many requests were 429. */
	refused(): number;
	/** Decides on every further request. */
	treat(rule: (call: ReceivedCall) => CallTreatment): void;
	/** Resolves when a request is held. */
	held(): Promise<void>;
	/** Answers the requests that are held, and all further ones. */
	release(): void;
	record: FakeServer["record"];
	/** How many requests of a kind have arrived. */
	count(call: UpstreamCall): number;
};

/** Options of {@link startUpstream}. */
export type UpstreamOptions = {
	/** @default `company()` */
	fixture?: Fixture;
	paging?: Paging;
	/** @default a free one */
	port?: number;
};

/** Starts an upstream. */
export async function startUpstream({
	fixture = company(),
	paging = "link",
	port = 0,
}: UpstreamOptions = {}): Promise<UpstreamServer> {
	const fake = createFakeServer({ fixture, paging });
	const received: ReceivedCall[] = [];
	const login = { status: 200, requests: 0 };
	const limiter = createLimiter();
	let granted = 1;
	let rule: (call: ReceivedCall) => CallTreatment = () => "answer";
	let isHeld = Promise.withResolvers<void>();
	let released = Promise.withResolvers<void>();

	async function handle(
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const body = await bodyOf(request);
		if (request.url === "/oauth/token") {
			login.requests += 1;
			return reply(response, loginReply(login.status, serviceToken(granted)));
		}
		const call = callOf(request);
		received.push(call);
		const treatment = rule(call);
		if (typeof treatment === "object") return reply(response, treatment);
		if (treatment === "hold") {
			isHeld.resolve();
			await released.promise;
		}
		const limits = limiter.count();
		if (limits.isOver)
			return reply(response, { status: 429, headers: limits.headers });
		const token = call.token === serviceToken(granted) ? adaToken : call.token;
		const answer = await fake.fetch(`${fake.url}${call.path}`, {
			method: call.method,
			headers: { ...headersOf(request), authorization: `Bearer ${token}` },
			...(body.length === 0 ? {} : { body }),
		});
		if (treatment === "lose") {
			response.destroy();
			return;
		}
		const headers = {
			...Object.fromEntries(answer.headers),
			...limits.headers,
		};
		reply(response, {
			...{ status: answer.status, headers },
			body: await answer.text(),
		});
	}

	const server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		released.resolve();
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The upstream does not listen on a port.");
	return {
		...{ received, login, record: fake.record },
		url: `http://127.0.0.1:${address.port}`,
		treat(next) {
			rule = next;
		},
		held: () => isHeld.promise,
		release() {
			rule = () => "answer";
			released.resolve();
			isHeld = Promise.withResolvers();
			released = Promise.withResolvers();
		},
		count: (call) => received.filter((each) => each.call === call).length,
		revokeToken() {
			granted += 1;
		},
		limit: limiter.limit,
		refused: limiter.refused,
	};
}

const adaToken = "ada-token";
const serviceToken = (number: number): string => `service-${number}`;

/** Whether a request submits a response. */
export function isSubmit({ call }: ReceivedCall): boolean {
	return call === "submit";
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function callOf({
	method = "",
	url = "",
	headers,
}: IncomingMessage): ReceivedCall {
	const header = headers["procore-company-id"];
	return {
		...{ call: kindOf(method, url), method, path: url },
		token: headers.authorization?.replace(/^Bearer /, "") ?? "",
		company: typeof header === "string" ? header : null,
	};
}

function kindOf(method: string, url: string): UpstreamCall {
	const [path = ""] = url.split("?");
	if (method === "POST") return "submit";
	if (path.endsWith("/me")) return "read_me";
	if (path.endsWith("/history")) return "read_history";
	return /\/instances\/[^/]+$/.test(path) ? "read_instance" : "read_list";
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
	const names = ["procore-company-id", "content-type"];
	return Object.fromEntries(
		names.flatMap((name) => {
			const value = headers[name];
			return typeof value === "string" ? [[name, value]] : [];
		}),
	);
}

function loginReply(status: number, token: string): UpstreamReply {
	const body =
		status === 200
			? {
					...{ access_token: token, token_type: "Bearer" },
					...{ expires_in: 5_400, created_at: Math.floor(Date.now() / 1_000) },
				}
			: { error: status === 401 ? "invalid_client" : "unavailable" };
	return {
		status,
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
	};
}

function reply(
	response: ServerResponse,
	{ status, headers = {}, body = "" }: UpstreamReply,
): void {
	response.writeHead(status, headers).end(body);
}
