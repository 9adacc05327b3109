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

/** A request that the upstream received. */
export type ReceivedCall = {
	method: string;
	/** With its query. */
	path: string;
	token: string;
	company: string | null;
};

/** How a request is treated. `lose` handles it, and closes the connection without a reply; `hold` waits for `release`. */
export type CallTreatment =
	| "answer"
	| "lose"
	| "hold"
	| { status: number; headers?: Record<string, string>; body?: string };

/** Procore on a loopback socket until the test ends: the API of a company, and a login server. */
export type UpstreamServer = {
	url: string;
	/** In order of arrival. */
	received: ReceivedCall[];
	/** The statuses of the login server's replies; a 200 grants the token of Ada. */
	login: { status: number; requests: number };
	/** Decides on every further request. */
	treat(rule: (call: ReceivedCall) => CallTreatment): void;
	/** Resolves when a request is held. */
	held(): Promise<void>;
	/** Answers the requests that are held, and all further ones. */
	release(): void;
	record: FakeServer["record"];
	/** How many submits have arrived. */
	submits(): number;
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
			return reply(response, loginReply(login.status));
		}
		const call = callOf(request);
		received.push(call);
		const treatment = rule(call);
		if (typeof treatment === "object") return reply(response, treatment);
		if (treatment === "hold") {
			isHeld.resolve();
			await released.promise;
		}
		const answer = await fake.fetch(`${fake.url}${call.path}`, {
			method: call.method,
			headers: headersOf(request),
			...(body.length === 0 ? {} : { body }),
		});
		if (treatment === "lose") {
			response.destroy();
			return;
		}
		const headers = Object.fromEntries(answer.headers);
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
		submits: () => received.filter(isSubmit).length,
	};
}

/** Whether a request submits a response. */
export function isSubmit({ method, path }: ReceivedCall): boolean {
	return method === "POST" && path.endsWith("/responses");
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function callOf({ method = "", url = "", headers }: IncomingMessage) {
	const header = headers["procore-company-id"];
	return {
		...{ method, path: url },
		token: headers.authorization?.replace(/^Bearer /, "") ?? "",
		company: typeof header === "string" ? header : null,
	};
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
	const names = ["authorization", "procore-company-id", "content-type"];
	return Object.fromEntries(
		names.flatMap((name) => {
			const value = headers[name];
			return typeof value === "string" ? [[name, value]] : [];
		}),
	);
}

function loginReply(status: number): Exclude<CallTreatment, string> {
	const body =
		status === 200
			? {
					...{ access_token: "ada-token", token_type: "Bearer" },
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
	{ status, headers = {}, body = "" }: Exclude<CallTreatment, string>,
): void {
	response.writeHead(status, headers).end(body);
}
