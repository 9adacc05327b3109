import { expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { AbortError } from "../errors/abort-error.ts";
import {
	instance,
	instancePath,
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import {
	closedPortUrl,
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";

const auth = bearer("ada-token");
const direct = { readFirst: false };
const error = (code: string): { error: { code: string; message: string } } => ({
	error: { code, message: code },
});

function calls({ requests }: StubServer): string[] {
	return requests.map(
		({ method, path }) => `${method} ${path.replace(instancePath, "…")}`,
	);
}

test("an instance that the client read is not validated again; a copy is", async () => {
	const server = await serve(sampleApi(() => noContent));
	const client = createClient({ baseUrl: server.url, auth });
	const known = await client.instances.get(submission, "9001");
	const accessed: string[] = [];
	const recording = (instance: object): object =>
		new Proxy(instance, {
			get(target, name, proxy) {
				accessed.push(String(name));
				return Reflect.get(target, name, proxy);
			},
		});
	const row = known.current_step_occurrence?.response_occurrences[0];
	if (row === undefined) throw new Error("The instance has no row.");
	Object.assign(row, { assignee: recording(row.assignee) });

	await client.respond(submission, { instance: known });
	expect(accessed).not.toContain("required");
	await client.respond(submission, { instance: { ...known } });
	expect(accessed).toContain("required");
});

/** Replies to the first POST as given, and 204 to those that follow. */
function once(first: StubReply): (count: number) => StubReply {
	return (count) => (count === 1 ? first : noContent);
}

test("sends exactly the contract's request, and nothing else if the instance is given", async () => {
	const server = await serve(sampleApi(() => noContent));
	const client = createClient({ baseUrl: server.url, auth });
	await client.me(submission);
	const known = await client.instances.get(submission, "9001");
	server.requests.length = 0;

	const outcome = await client.respond(submission, { instance: known });

	expect(outcome).toMatchObject({
		kind: "recorded",
		attempts: [{ call: "submit", status: 204 }],
	});
	expect(calls(server)).toEqual(["POST …/responses"]);
	expect(server.requests[0]?.headers).toMatchObject({
		authorization: "Bearer ada-token",
		"content-type": "application/json",
		"procore-company-id": "4201",
		accept: "application/json",
	});
	expect(server.requests[0]?.headers).not.toHaveProperty("idempotency-token");
	expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
		response: { ...submission.response, attachments: {} },
	});
});

test("reads the instance first, and `me` once per client", async () => {
	const server = await serve(sampleApi(() => noContent));
	const client = createClient({ baseUrl: `${server.url}/`, auth });
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
	expect(await client.respond(submission)).toMatchObject({ kind: "recorded" });
	expect(calls(server)).toEqual([
		"GET /rest/v1.0/me",
		"GET …",
		"POST …/responses",
		"GET …",
		"POST …/responses",
	]);
});

test("uses the company path if there is no project", async () => {
	const server = await serve(sampleApi(() => noContent));
	const { project_id: _, ...atCompany } = submission;
	await createClient({ baseUrl: server.url, auth }).respond(atCompany, direct);
	expect(server.requests[0]?.path).toBe(
		"/rest/v2.0/companies/4201/workflows/instances/9001/responses",
	);
});

test("uses the server's header for what is new", async () => {
	const replayed = (value: string): StubReply => ({
		kind: "reply",
		status: 204,
		headers: { "Idempotency-Replayed": value },
	});
	const server = await serve(
		sampleApi((count) => replayed(count === 1 ? "false" : "true")),
	);
	const client = createClient({ baseUrl: server.url, auth });
	expect(await client.respond(submission, direct)).toMatchObject({
		kind: "recorded",
	});
	expect(await client.respond(submission, direct)).toMatchObject({
		kind: "unchanged",
	});
});

test("without a read and without the header, novelty is not known", async () => {
	const server = await serve(sampleApi(() => noContent));
	expect(
		await createClient({ baseUrl: server.url, auth }).respond(
			submission,
			direct,
		),
	).toMatchObject({ kind: "accepted" });
});

test("reads after a 422, and returns what is on record", async () => {
	const shown = (): ReturnType<typeof instance> =>
		instance({ option: "Reject", comment: "No" });
	const refusal: StubReply = {
		kind: "reply",
		status: 422,
		body: error("UNPROCESSABLE_ENTITY"),
	};
	const server = await serve(sampleApi(() => refusal, shown));
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		submission,
		direct,
	);
	expect(outcome).toMatchObject({
		kind: "conflict",
		on_record: { option: { id: "2001" }, comment: "No" },
	});
	expect(calls(server)).toEqual([
		"POST …/responses",
		"GET /rest/v1.0/me",
		"GET …",
	]);
});

test.each<[string, StubReply]>([
	["is lost", { kind: "drop" }],
	[
		"is an HTML page of a gateway",
		{
			kind: "reply",
			status: 502,
			headers: { "Content-Type": "text/html" },
			body: "<h1>502</h1>",
		},
	],
	[
		"ends before its Content-Length",
		{
			kind: "raw",
			bytes: 'HTTP/1.1 422 X\r\nContent-Length: 90\r\n\r\n{"error":',
		},
	],
	[
		"ends within a chunk",
		{
			kind: "raw",
			bytes:
				'HTTP/1.1 422 X\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"error":',
		},
	],
	["is not HTTP", { kind: "raw", bytes: "SSH-2.0-OpenSSH_9.2\r\n" }],
	[
		"ends within its headers",
		{ kind: "raw", bytes: "HTTP/1.1 204 No Content\r\nX-Req" },
	],
	[
		"is longer than the limit",
		{ kind: "reply", status: 422, body: "x".repeat(10 * 1024 * 1024 + 1) },
	],
	["has the status 200", { kind: "reply", status: 200, body: {} }],
])("sends the same again if the response %s", async (_, first) => {
	const server = await serve(sampleApi(once(first)));
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		submission,
	);
	expect(outcome).toMatchObject({ kind: "recorded" });
	expect(calls(server)).toEqual([
		"GET /rest/v1.0/me",
		"GET …",
		"POST …/responses",
		"POST …/responses",
	]);
	expect(server.requests[3]?.body).toBe(server.requests[2]?.body);
});

test.each<[string, StubReply]>([
	["that is never sent", { kind: "stall", bytes: "" }],
	[
		"whose body never ends",
		{ kind: "stall", bytes: "HTTP/1.1 422 X\r\nContent-Length: 90\r\n\r\n{" },
	],
])("waits no longer than the timeout for a response %s", async (_, first) => {
	const server = await serve(sampleApi(once(first)));
	const client = createClient({ baseUrl: server.url, auth });
	const outcome = await client.respond(submission, {
		...direct,
		attemptTimeoutMs: 200,
	});
	expect(outcome).toMatchObject({
		kind: "accepted",
		attempts: [
			{ call: "submit", status: null, concluded: "no response" },
			{ call: "submit", status: 204 },
		],
	});
});

test("reads a refusal whose JSON is truncated by its status", async () => {
	const server = await serve(
		sampleApi(() => ({ kind: "reply", status: 403, body: '{"error":{"co' })),
	);
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		submission,
		direct,
	);
	expect(outcome).toMatchObject({ kind: "forbidden", reason: null });
});

test("never follows a redirect of the POST", async () => {
	const login = await serve(() => ({ kind: "reply", status: 200 }));
	const server = await serve(
		sampleApi(
			once({
				kind: "reply",
				status: 302,
				headers: { Location: `${login.url}/login` },
			}),
		),
	);
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		submission,
		direct,
	);
	expect(outcome).toMatchObject({
		kind: "accepted",
		attempts: [{ status: 302 }, { status: 204 }],
	});
	expect(login.requests).toEqual([]);
});

test("recognises that nothing was sent if the connection is refused", async () => {
	const client = createClient({ baseUrl: await closedPortUrl(), auth });
	const outcome = await client.respond(submission, {
		...direct,
		deadlineMs: 200,
	});
	expect(outcome).toMatchObject({ kind: "deferred", reason: "unreachable" });
	expect(new Set(outcome.attempts.map(({ concluded }) => concluded))).toEqual(
		new Set(["not sent"]),
	);
});

test("ends uncertain if there is never a response", async () => {
	const server = await serve(() => ({ kind: "drop" }));
	const client = createClient({ baseUrl: server.url, auth });
	expect(
		await client.respond(submission, { ...direct, deadlineMs: 300 }),
	).toMatchObject({ kind: "uncertain" });
});

test("sends one Idempotency-Token with every attempt, if the option is set", async () => {
	const server = await serve(
		sampleApi((count) => (count % 2 === 1 ? { kind: "drop" } : noContent)),
	);
	const client = createClient({ baseUrl: server.url, auth });
	await client.respond(submission, { ...direct, idempotencyToken: true });
	await client.respond(submission, { ...direct, idempotencyToken: "own-1" });
	const [first, retry, own, ownRetry] = server.requests.map(
		({ headers }) => headers["idempotency-token"],
	);
	expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	expect(retry).toBe(first);
	expect([own, ownRetry]).toEqual(["own-1", "own-1"]);
});

test("refreshes after a 401, with the token that was used", async () => {
	const server = await serve(({ headers }) =>
		headers.authorization === "Bearer new"
			? noContent
			: { kind: "reply", status: 401 },
	);
	let token = "old";
	const refresh = vi.fn(async () => {
		token = "new";
		return "refreshed" as const;
	});
	const client = createClient({
		baseUrl: server.url,
		auth: { token: async () => token, refresh },
	});
	expect(await client.respond(submission, direct)).toMatchObject({
		kind: "accepted",
	});
	expect(refresh.mock.calls).toEqual([["old"]]);
	expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
		"Bearer old",
		"Bearer new",
	]);
});

test("is unauthenticated if a bearer token is refused", async () => {
	const server = await serve(() => ({
		kind: "reply",
		status: 401,
		body: error("UNAUTHORIZED"),
	}));
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		submission,
		direct,
	);
	expect(outcome).toMatchObject({ kind: "unauthenticated" });
	expect(server.requests).toHaveLength(1);
});

test("sends nothing while there is no token", async () => {
	const server = await serve(() => noContent);
	const without = {
		token: () => Promise.reject(new Error("the store is locked")),
		refresh: async () => "failed" as const,
	};
	const outcome = await createClient({
		baseUrl: server.url,
		auth: without,
	}).respond(submission, { ...direct, deadlineMs: 200 });
	expect(outcome).toMatchObject({ kind: "deferred", reason: "unreachable" });
	expect(server.requests).toEqual([]);
});

test("makes no request for an invalid submission", async () => {
	const server = await serve(() => noContent);
	const misspelt = {
		...submission,
		response: { ...submission.response, coment: "secret words" },
	};
	const outcome = await createClient({ baseUrl: server.url, auth }).respond(
		misspelt,
	);
	expect(outcome).toMatchObject({
		kind: "invalid",
		attempts: [],
		issues: [{ code: "malformed", path: ["response"] }],
	});
	expect(JSON.stringify(outcome)).not.toContain("secret words");
	expect(server.requests).toEqual([]);
});

test("an abort during the submit rejects with the outcome uncertain", async () => {
	const aborter = new AbortController();
	const server = await serve((request) => {
		if (request.method === "POST") aborter.abort("closing time");
		return { kind: "stall", bytes: "" };
	});
	const promise = createClient({ baseUrl: server.url, auth }).respond(
		submission,
		{ ...direct, signal: aborter.signal },
	);
	const thrown = await promise.catch((reason: unknown) => reason);
	expect(thrown).toBeInstanceOf(AbortError);
	expect(thrown).toMatchObject({
		name: "AbortError",
		cause: "closing time",
		outcome: { kind: "uncertain" },
	});
	expect(server.requests).toHaveLength(1);
});

test("an abort rejects also if no request is left", async () => {
	const aborter = new AbortController();
	const server = await serve(() => {
		aborter.abort();
		return { kind: "stall", bytes: "" };
	});
	const options = { ...direct, maxCalls: 1, signal: aborter.signal };
	const promise = createClient({ baseUrl: server.url, auth }).respond(
		submission,
		options,
	);
	await expect(promise).rejects.toMatchObject({
		name: "AbortError",
		outcome: { kind: "uncertain" },
	});
});

test("an abort during a read before the submit leaves nothing uncertain", async () => {
	const aborter = new AbortController();
	const server = await serve(() => {
		aborter.abort();
		return { kind: "stall", bytes: "" };
	});
	const promise = createClient({ baseUrl: server.url, auth }).respond(
		submission,
		{ signal: aborter.signal },
	);
	await expect(promise).rejects.toMatchObject({
		name: "AbortError",
		outcome: { kind: "deferred" },
	});
});

test("an abort ends a wait", async () => {
	const aborter = new AbortController();
	const server = await serve(() => ({
		kind: "reply",
		status: 429,
		headers: { "Retry-After": "20" },
	}));
	const client = createClient({ baseUrl: server.url, auth });
	const promise = client.respond(submission, {
		...direct,
		signal: aborter.signal,
	});
	await vi.waitFor(() => expect(server.requests).toHaveLength(1));
	aborter.abort();
	await expect(promise).rejects.toMatchObject({
		name: "AbortError",
		outcome: { kind: "deferred", reason: "rate_limited" },
	});
});

test("with a signal that is aborted already nothing is sent", async () => {
	const server = await serve(() => noContent);
	const signal = AbortSignal.abort();
	const promise = createClient({ baseUrl: server.url, auth }).respond(
		submission,
		{ ...direct, signal },
	);
	await expect(promise).rejects.toMatchObject({
		name: "AbortError",
		cause: signal.reason,
		outcome: { kind: "deferred" },
	});
	expect(server.requests).toEqual([]);
});

test("the option `instance` accepts the wire format", async () => {
	const server = await serve(sampleApi(() => noContent));
	const client = createClient({ baseUrl: server.url, auth });
	const onTheWire = JSON.parse(JSON.stringify({ ...instance(), id: 9001 }));
	expect(
		await client.respond(submission, { instance: onTheWire }),
	).toMatchObject({
		kind: "recorded",
	});
	expect(calls(server)).toEqual(["GET /rest/v1.0/me", "POST …/responses"]);
});
