import { expect, test } from "vitest";
import {
	benId,
	firstDecides,
	submissionOf,
	worldPlan,
} from "../behaviours/builders.ts";
import { exchange, type RawRequest } from "./testing/raw-exchange.ts";
import {
	read,
	readRequest,
	serveOne,
	submit,
	submitRequest,
	untilReceived,
} from "./testing/setup.ts";

test("a submission is recorded once, and every reply has a request id and a Date", async () => {
	const { server, world } = await serveOne();
	const responses = [
		await read(world, "me"),
		await read(world, "instance"),
		await submit(world),
		await submit(world),
		await submit(world, submissionOf({ comment: "Another." })),
		await read(world, "history"),
	];
	expect(responses.map(({ status }) => status)).toEqual([
		200, 200, 204, 204, 422, 200,
	]);
	expect(
		new Set(responses.map(({ headers }) => headers["x-request-id"])).size,
	).toBe(6);
	for (const { headers } of responses) expect(headers["date"]).toMatch(/ GMT$/);
	expect(await server.record(world)).toEqual({
		current_step: "1",
		responses: [
			{
				step: "1",
				person_id: "101",
				option_id: "2000",
				comment: "Fine by me.",
				origin: "submit 1",
			},
		],
		shown_unanswered: ["1"],
	});
	expect(
		(await server.receivedRequests(world)).map(({ call }) => call),
	).toEqual([
		"read_me",
		"read_instance",
		"submit",
		"submit",
		"submit",
		"read_history",
	]);
});

test("earlier events are on record, and interleavings precede their request", async () => {
	const { server, world } = await serveOne({
		plan: worldPlan([firstDecides, firstDecides]),
		before: [{ kind: "responds", person_id: "101", option: 0, comment: null }],
		interleavings: [
			{
				before: { call: "submit", nth: 2 },
				event: {
					kind: "responds",
					person_id: benId,
					option: 2,
					comment: "No.",
				},
			},
		],
	});
	const next = submissionOf({ current_step_occurrence_id: "2" });
	expect((await submit(world)).status).toBe(422);
	expect((await server.record(world)).current_step).toBe("2");
	expect((await submit(world, next)).status).toBe(422);
	const { current_step, responses } = await server.record(world);
	expect(current_step).toBeNull();
	expect(responses).toMatchObject([
		{ person_id: "101", comment: null, origin: "external" },
		{ person_id: benId, comment: "No.", origin: "external" },
	]);
});

test("an unknown token is refused; its request is counted if the token names the world", async () => {
	const { server, world } = await serveOne();
	for (const token of [undefined, "", "unknown", "w9.unknown"]) {
		const request = submitRequest({ token: token ?? "" });
		if (token === undefined) delete request.headers["Authorization"];
		expect(await exchange(world.base_url, request)).toMatchObject({
			status: 401,
			headers: { "www-authenticate": "Bearer" },
		});
	}
	expect(await server.receivedRequests(world)).toEqual([]);
	const unauthorized = { ...world, token: world.unknown_token };
	expect((await submit(unauthorized)).status).toBe(401);
	expect(await server.receivedRequests(world)).toEqual([
		{ call: "submit", status: 401 },
	]);
	expect((await server.record(world)).responses).toEqual([]);
});

const malformed: [
	what: string,
	change: (request: RawRequest) => RawRequest,
	status: number,
][] = [
	["another content type", withHeader("Content-Type", "text/plain"), 415],
	["a body of more than 1 MiB", withBody(" ".repeat(1_048_577)), 413],
	["a body that is not JSON", withBody("{"), 400],
	["no body", withBody(""), 400],
	["a body without attachments", withBody('{"response":{}}'), 400],
	["no company header", withHeader("Procore-Company-Id", null), 404],
	["the header of another company", withHeader("Procore-Company-Id", "1"), 400],
	["a company header of letters", withHeader("Procore-Company-Id", "x"), 400],
	["another instance", withPath("9001", "9002"), 404],
	["another project", withPath("/projects/77", "/projects/78"), 404],
	["a path at company level", withPath("/projects/77", ""), 404],
	["another path", withPath("/responses", "/answers"), 404],
	["a path that is not percent-encoded", withPath("9001", "%E0%A4%A"), 404],
];

test.each(malformed)("%s is refused", async (_, change, status) => {
	const { server, world } = await serveOne();
	const reply = await exchange(world.base_url, change(submitRequest(world)));
	expect(reply).toMatchObject({ ending: "closed", status });
	expect(JSON.parse(reply.body)).toHaveProperty("error.code");
	expect((await server.record(world)).responses).toEqual([]);
	expect(await server.receivedRequests(world)).toMatchObject([{ status }]);
});

test("a company-level instance is found at company level only", async () => {
	const { world } = await serveOne({
		plan: { ...worldPlan(), project_id: undefined },
	});
	expect((await read(world, "instance")).status).toBe(404);
	expect((await submit(world)).status).toBe(404);
	const atCompany = submissionOf({}, { project_id: undefined });
	expect((await submit(world, atCompany)).status).toBe(204);
});

test("a server with `sends_outcome` sends the outcome", async () => {
	const { world } = await serveOne({
		plan: worldPlan(undefined, { sends_outcome: true }),
	});
	expect((await submit(world)).headers["idempotency-replayed"]).toBe("false");
	const other = await submit(world, submissionOf({ comment: "Another." }));
	expect(JSON.parse(other.body)).toMatchObject({
		outcome: { kind: "conflict" },
	});
});

test("a request whose client disconnects before the end of the body has no effect", async () => {
	const { server, world } = await serveOne();
	const abort = new AbortController();
	const request = submitRequest(world);
	const half = (request.body ?? "").slice(0, 20);
	const headers = { ...request.headers, "content-length": "9999" };
	const aborted = exchange(
		world.base_url,
		{ ...request, headers, body: half },
		abort.signal,
	);
	await untilReceived(server, world);
	abort.abort();
	await aborted;
	expect((await server.settled(world)).responses).toEqual([]);
	expect(await server.receivedRequests(world)).toEqual([
		{ call: "submit", status: null },
	]);
});

test("reads of an instance need the company header", async () => {
	const { world } = await serveOne();
	const request = readRequest(world, "instance");
	delete request.headers["Procore-Company-Id"];
	expect((await exchange(world.base_url, request)).status).toBe(404);
});

function withHeader(
	name: string,
	value: string | null,
): (request: RawRequest) => RawRequest {
	return (request) => {
		const { [name]: _, ...others } = request.headers;
		return {
			...request,
			headers: value === null ? others : { ...others, [name]: value },
		};
	};
}

function withBody(body: string): (request: RawRequest) => RawRequest {
	return (request) => ({ ...request, body });
}

function withPath(
	part: string,
	other: string,
): (request: RawRequest) => RawRequest {
	return (request) => ({ ...request, path: request.path.replace(part, other) });
}
