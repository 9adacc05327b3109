import { inspect } from "node:util";
import { expect, expectTypeOf, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { isAbortError } from "../errors/abort-error.ts";
import { isSignoffError, SignoffError } from "../errors/signoff-error.ts";
import {
	instance,
	instancePath,
	personAda,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import {
	type ReceivedRequest,
	type StubReply,
	serve,
} from "../testing/stub-server.ts";

const auth = bearer("ada-token");
const scope = { company_id: "4201", project_id: "77" };
const tooling = { tool_type: "requisition", active: true, overdue: undefined };

function reply(
	status: number,
	body?: unknown,
	headers: Record<string, string> = {},
): StubReply {
	return { kind: "reply", status, headers, body };
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const row of rows) found.push(row);
	return found;
}

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
	return promise.then(
		() => "nothing",
		(reason: unknown) => reason,
	);
}

test("reads an instance, and keeps unknown fields", async () => {
	const server = await serve(sampleApi(() => reply(500)));
	const read = await createClient({ baseUrl: server.url, auth }).instances.get(
		scope,
		"9001",
	);
	expect(read).toMatchObject({ id: "9001", new_field: { kept: true } });
	expect(server.requests[0]).toMatchObject({
		method: "GET",
		path: instancePath,
		headers: {
			authorization: "Bearer ada-token",
			"procore-company-id": "4201",
			accept: "application/json",
		},
	});
});

test("reads the other resources of the contract", async () => {
	const bodies: Record<string, unknown> = {
		[`${instancePath}/history`]: {
			data: { ended_at: null, history: [], name: "H" },
		},
		"/rest/v1.0/me": personAda,
		"/rest/v2.0/companies/4201/workflows/tools": {
			data: [
				{ name: "Invoices", type: "requisition", provider: "Project" },
				{ name: "no type" },
			],
		},
		"/rest/v1.0/companies?per_page=100": [
			{ id: 4201, name: "Harbor Build Co" },
		],
		"/rest/v1.0/projects?company_id=4201&per_page=100": [
			{ id: 77, name: "Pier 9" },
		],
	};
	const server = await serve(({ path }) =>
		path in bodies ? reply(200, bodies[path]) : reply(404),
	);
	const client = createClient({ baseUrl: server.url, auth });
	expect(await client.instances.history(scope, "9001")).toMatchObject({
		name: "H",
		history: [],
	});
	expect(await client.me(scope)).toMatchObject({
		id: "101",
		login: personAda.login,
	});
	expect(await client.tools.list(scope)).toMatchObject([
		{ type: "requisition", provider: "Project" },
	]);
	expect(await all(client.companies.list())).toMatchObject([{ id: "4201" }]);
	expect(server.requests.at(-1)?.headers).not.toHaveProperty(
		"procore-company-id",
	);
	expect(await all(client.projects.list(scope))).toMatchObject([
		{ id: "77", name: "Pier 9" },
	]);
});

test("reads all pages, one at a time", async () => {
	const server = await serve(({ path }) => {
		const next = `<${path.replace("per_page=100", "per_page=100&cursor=b")}>; rel="next"`;
		return path.includes("cursor=b")
			? reply(200, { data: [{ id: "3" }] })
			: reply(
					200,
					{ data: [{ id: "1" }, { id: "2" }, { name: "no id" }] },
					{ Link: `<x>; rel=prev, ${next}` },
				);
	});
	const rows = createClient({ baseUrl: server.url, auth }).instances.list(
		scope,
		tooling,
	);
	const rowsRead: [string, number][] = [];
	for await (const { id } of rows) rowsRead.push([id, server.requests.length]);
	expect(rowsRead).toEqual([
		["1", 1],
		["2", 1],
		["3", 2],
	]);
	const { pathname, searchParams } = new URL(
		server.requests[0]?.path ?? "",
		server.url,
	);
	expect(pathname).toBe(
		"/rest/v2.0/companies/4201/projects/77/workflows/instances",
	);
	expect(Object.fromEntries(searchParams)).toEqual({
		"filters[tool_type]": "requisition",
		"filters[active]": "true",
		per_page: "100",
	});
	expect(server.requests[1]?.headers).toMatchObject({
		authorization: "Bearer ada-token",
		"procore-company-id": "4201",
	});
});

test.each([
	[401, "unauthenticated"],
	[403, "forbidden"],
	[404, "not_found"],
	[422, "invalid"],
] as const)("a read refused with %i rejects as %s", async (status, kind) => {
	const server = await serve(() =>
		reply(status, { error: { code: "NO", message: "echo ada-token" } }),
	);
	const error = await thrownBy(
		createClient({ baseUrl: server.url, auth }).instances.get(scope, "9001"),
	);
	expect(error).toBeInstanceOf(SignoffError);
	expect(isSignoffError(error) && error.outcome.kind).toBe(kind);
	expect(String(error)).toMatch(/^SignoffError: Reading the instance failed: /);
	expect(String(error)).not.toContain("ada-token");
	expect(server.requests).toHaveLength(1);
});

test.each<[string, StubReply]>([
	["429", reply(429)],
	["503", reply(503)],
	["408", reply(408)],
	["no response", { kind: "drop" }],
	["a page of HTML", reply(200, "<html>")],
	["another body", reply(200, { data: { id: "9001" } })],
])("a read is repeated after %s", async (_, first) => {
	const server = await serve((__, count) =>
		count === 1 ? first : reply(200, { data: instance() }),
	);
	expect(
		await createClient({ baseUrl: server.url, auth }).instances.get(
			scope,
			"9001",
		),
	).toMatchObject({ id: "9001" });
	expect(server.requests).toHaveLength(2);
});

test("a read without a response before the deadline is deferred", async () => {
	const server = await serve(() => reply(503));
	const error = await thrownBy(
		createClient({ baseUrl: server.url, auth }).me(scope, { deadlineMs: 50 }),
	);
	expect(error).toMatchObject({
		outcome: { kind: "deferred", reason: "unavailable" },
	});
});

test("an aborted read rejects with an AbortError", async () => {
	const aborter = new AbortController();
	const server = await serve(() => {
		aborter.abort("enough");
		return { kind: "stall", bytes: "" };
	});
	const error = await thrownBy(
		createClient({ baseUrl: server.url, auth }).instances.get(scope, "1", {
			signal: aborter.signal,
		}),
	);
	expect(isAbortError(error) && error.cause).toBe("enough");
});

test("a read refuses invalid options", async () => {
	const client = createClient({
		auth,
		fetch: () => Promise.reject(new Error("a request was made")),
	});
	await expect(client.me(scope, { deadlineMs: -1 })).rejects.toThrow(TypeError);
});

test.each([
	[{ company_id: "x" }, "9001"],
	[{ company_id: "4201", project_id: ".." }, "9001"],
	[scope, ""],
	[scope, ".."],
])("an invalid path makes no request (%j, %j)", async (path, id) => {
	const client = createClient({
		auth,
		fetch: () => Promise.reject(new Error("a request was made")),
	});
	expect(await thrownBy(client.instances.get(path, id))).toMatchObject({
		outcome: { kind: "invalid", attempts: [] },
	});
});

test("creates an instance, with one request", async () => {
	const server = await serve(() => reply(201, { data: instance() }));
	const created = await createClient({
		baseUrl: server.url,
		auth,
	}).instances.create(scope, { tool_type: "requisition", item_id: "483" });
	expect(created).toMatchObject({ id: "9001" });
	expect(server.requests[0]).toMatchObject({
		method: "POST",
		path: "/rest/v2.0/companies/4201/projects/77/workflows/instances",
		body: '{"tool_type":"requisition","item_id":"483"}',
		headers: {
			"content-type": "application/json",
			"procore-company-id": "4201",
		},
	} satisfies Partial<ReceivedRequest>);
});

test.each<[string, StubReply]>([
	["no response", { kind: "drop" }],
	["a 502", reply(502)],
	["a 201 that cannot be read", reply(201, "created")],
])(
	"does not create again after %s, and rejects with uncertain",
	async (_, reaction) => {
		const server = await serve(() => reaction);
		const client = createClient({ baseUrl: server.url, auth });
		const error = await thrownBy(
			client.instances.create(scope, {
				tool_type: "requisition",
				item_id: "483",
			}),
		);
		expect(error).toMatchObject({
			name: "SignoffError",
			outcome: { kind: "uncertain" },
		});
		expect(server.requests).toHaveLength(1);
	},
);

test("no property of a read's error contains the token", async () => {
	const server = await serve(() => ({ kind: "drop" }));
	const error = await thrownBy(
		createClient({ baseUrl: server.url, auth }).me(scope, { deadlineMs: 50 }),
	);
	expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(
		"ada-token",
	);
});

test("previews the outcome of a submission, and posts nothing", async () => {
	const server = await serve(
		sampleApi(
			() => reply(500),
			() => instance({ option: "Approve", comment: "Looks good ✓" }),
		),
	);
	const client = createClient({ baseUrl: server.url, auth });
	const { preview, instance: shown } = await client.preview(submission);
	expect(preview.would).toBe("unchanged");
	expect(shown.id).toBe("9001");
	expect(server.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
	await client.preview(submission);
	expect(server.requests).toHaveLength(3);
	expectTypeOf(preview).not.toHaveProperty("kind");
});

test("previews an ended step without the history if it may not be read", async () => {
	const past = {
		...submission,
		response: { ...submission.response, current_step_occurrence_id: "400" },
	};
	const server = await serve(sampleApi(() => reply(500)));
	const { preview } = await createClient({ baseUrl: server.url, auth }).preview(
		past,
	);
	expect(preview.would).toBe("uncertain");
	expect(server.requests.map(({ path }) => path)).toContain(
		`${instancePath}/history`,
	);
});

test("a preview of an invalid submission rejects as invalid", async () => {
	const client = createClient({
		auth,
		fetch: () => Promise.reject(new Error("a request was made")),
	});
	const error = await thrownBy(client.preview({ ...submission, id: "" }));
	expect(error).toMatchObject({
		name: "SignoffError",
		outcome: { kind: "invalid", issues: [{ path: ["id"] }] },
	});
});
