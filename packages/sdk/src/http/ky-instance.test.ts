import ky, { type KyInstance } from "ky";
import { afterEach, expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { clientCredentials } from "../auth/oauth/client-credentials.ts";
import { createClient } from "../client.ts";
import { instance, personAda, submission } from "../testing/sample-instance.ts";
import {
	closedPortUrl,
	type ReceivedRequest,
	type StubReply,
	serve,
} from "../testing/stub-server.ts";
import { type HttpRequest, send } from "./transport.ts";

afterEach(() => {
	vi.unstubAllGlobals();
});

const scope = { company_id: "4201", project_id: "77" };
const credentials = { clientId: "app", clientSecret: "secret" };

function reply({ method, path }: ReceivedRequest): StubReply {
	const status = 200;
	if (path === "/oauth/token")
		return {
			kind: "reply",
			status,
			body: { access_token: "a", expires_in: 5_400 },
		};
	if (method === "POST") return { kind: "reply", status: 204 };
	const body = path.endsWith("/me") ? personAda : { data: instance() };
	return { kind: "reply", status, body };
}

/** Replies 503 to the first request for each method and path, then as {@link reply} does. */
function failingOnce(): (request: ReceivedRequest) => StubReply {
	const seen = new Set<string>();
	return (request) => {
		const name = `${request.method} ${request.path}`;
		if (seen.has(name)) return reply(request);
		seen.add(name);
		return { kind: "reply", status: 503 };
	};
}

function posting(url: string): HttpRequest {
	return { method: "POST", url: new URL(url), headers: {}, body: {} };
}

test("a ky instance sends submits, reads and token requests, with its header and its hook", async () => {
	const { url, requests } = await serve(reply);
	const hooked: string[] = [];
	const fetch = ky.create({
		headers: { "X-App": "invoices" },
		hooks: {
			beforeRequest: [
				({ request }) => {
					request.headers.set("X-Hook", "yes");
				},
			],
			afterResponse: [
				({ request }) => {
					hooked.push(`${request.method} ${new URL(request.url).pathname}`);
				},
			],
		},
	});
	const auth = clientCredentials({ ...credentials, authUrl: url, fetch });
	const client = createClient({ auth, baseUrl: url, fetch });
	const outcome = await client.respond(submission);
	expect(outcome.kind).toBe("recorded");
	await client.instances.get(scope, submission.id);
	const received = requests.map(({ method, path }) => `${method} ${path}`);
	expect(received.toSorted()).toEqual(hooked.toSorted());
	expect(received.filter((each) => each === "POST /oauth/token")).toHaveLength(
		1,
	);
	expect(received.filter((each) => each.startsWith("GET"))).toHaveLength(
		received.length - 2,
	);
	for (const { headers } of requests)
		expect(headers).toMatchObject({ "x-app": "invoices", "x-hook": "yes" });
	expect(requests.at(-1)?.headers.authorization).toBe("Bearer a");
});

// Options of an instance that would send a request again, or give it up.
const insistent: Parameters<KyInstance["extend"]>[0] = {
	retry: {
		limit: 5,
		methods: ["get", "post"],
		statusCodes: [503],
		delay: () => 0,
	},
	timeout: 1,
	totalTimeout: 1,
	throwHttpErrors: true,
};

test.each([
	["by the instance", ky.create(insistent)],
	[
		"by an `init` hook",
		ky.create({
			hooks: { init: [(options) => void Object.assign(options, insistent)] },
		}),
	],
])("ky's retries and timeouts that are set %s stay off", async (_, fetch) => {
	const { url, requests } = await serve(failingOnce(), { latencyMs: 20 });
	const auth = clientCredentials({ ...credentials, authUrl: url, fetch });
	const reads: (number | null)[] = [];
	const client = createClient({
		auth,
		baseUrl: url,
		fetch,
		hooks: { onRequest: ({ status }) => reads.push(status) },
	});
	const read = await client.instances.get(scope, submission.id);
	const { attempts } = await client.respond(submission, { instance: read });
	// Each 503 is one attempt or one read: core sent the request again.
	expect(attempts.map(({ call, status }) => `${call} ${status}`)).toEqual([
		"read_me 503",
		"read_me 200",
		"submit 503",
		"submit 204",
	]);
	expect(reads).toEqual([503, 200]);
	const token = requests.filter(({ path }) => path === "/oauth/token");
	expect(token).toHaveLength(2);
	expect(requests).toHaveLength(attempts.length + reads.length + 2);
});

test("the default is ky, which uses a `fetch` that is installed later", async () => {
	const client = createClient({
		auth: bearer("t"),
		baseUrl: "https://api.example",
	});
	const inputs: unknown[] = [];
	vi.stubGlobal("fetch", async (input: unknown) => {
		inputs.push(input);
		return Response.json(personAda);
	});
	expect(await client.me(scope)).toMatchObject({ login: personAda.login });
	// ky passes a `Request`, and this transport a URL.
	expect(inputs).toEqual([expect.any(Request)]);
});

test("a connection that is refused to ky was not sent", async () => {
	const request = posting(await closedPortUrl());
	for (const fetch of [ky, ky.create({ headers: { "X-App": "invoices" } })])
		expect(await send(fetch, request, 1_000, undefined)).toEqual({
			kind: "not_sent",
			cause: "connection_refused",
		});
});

test("a request that was answered counts as unanswered if a hook throws, whatever it throws", async () => {
	const { url, requests } = await serve(reply);
	const closed = await closedPortUrl();
	const hooks = [
		() => fetch(closed),
		// Made by ky, so the error is one of ky's, even for the same URL.
		({ request }: { request: Request }) =>
			ky(new Request(closed, { method: request.method })),
		() => ky.retry(),
	];
	for (const hook of hooks) {
		const client = ky.create({ hooks: { afterResponse: [hook] } });
		expect(await send(client, posting(url), 5_000, undefined)).toEqual({
			kind: "no_response",
			cause: "callback_failed",
		});
	}
	expect(requests).toHaveLength(hooks.length);
});
