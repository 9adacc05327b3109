import { expect, test } from "vitest";
import { bearer } from "./auth/auth.ts";
import { type Client, createClient } from "./client.ts";
import { sampleApi, submission } from "./testing/sample-instance.ts";
import { serve } from "./testing/stub-server.ts";

const scope = { company_id: "4201", project_id: "77" };
const file = new File(["hello"], "note.txt");
const item = { tool_type: "requisition", item_id: "483" };

function offlineClient(): Client {
	return createClient({
		auth: bearer("ada-token"),
		fetch: () => Promise.reject(new Error("a request was made")),
	});
}

/** Calls a function as a program without types can, and returns the error; an iterable is iterated. */
async function errorOf(
	method: (...args: never[]) => unknown,
	args: unknown[],
): Promise<unknown> {
	try {
		const result: unknown = await Reflect.apply(method, null, args);
		if (isAsyncIterable(result)) for await (const _ of result);
	} catch (error) {
		return error;
	}
	return null;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
	return Object(value)[Symbol.asyncIterator] !== undefined;
}

const client = offlineClient();
const { instances, uploads, companies, projects, tools } = client;

test.each<[string, (...args: never[]) => unknown, unknown[], string]>([
	["createClient()", createClient, [], "options"],
	["createClient(null)", createClient, [null], "options"],
	["createClient('x')", createClient, ["x"], "options"],
	["respond(…, null)", client.respond, [submission, null], "options"],
	["respondAll()", client.respondAll, [], "submissions"],
	["respondAll(one)", client.respondAll, [submission], "submissions"],
	["respondAll('x')", client.respondAll, ["x"], "submissions"],
	["respondAll([], null)", client.respondAll, [[], null], "options"],
	["settle(…, null)", client.settle, [submission, null], "options"],
	["resolveDraft()", client.resolveDraft, [], "draft"],
	["resolveDraft(…, null)", client.resolveDraft, [{}, null], "options"],
	["inbox()", client.inbox, [], "scopes"],
	["inbox([undefined])", client.inbox, [[undefined]], "scope"],
	["inbox(…, null)", client.inbox, [scope, null], "options"],
	["me()", client.me, [], "scope"],
	["me(…, null)", client.me, [scope, null], "options"],
	["tools.list()", tools.list, [], "scope"],
	["instances.list()", instances.list, [], "scope"],
	["instances.list(scope)", instances.list, [scope], "filters"],
	["instances.list(scope, null)", instances.list, [scope, null], "filters"],
	["instances.get()", instances.get, [undefined], "scope"],
	["instances.get(null)", instances.get, [null, "9001"], "scope"],
	["instances.history()", instances.history, [], "scope"],
	["instances.create()", instances.create, [], "scope"],
	["instances.create(scope)", instances.create, [scope], "instance"],
	["uploads.create()", uploads.create, [], "file"],
	["uploads.create(scope)", uploads.create, [scope], "file"],
	["uploads.create(scope, 'x')", uploads.create, [scope, "x"], "file"],
	["uploads.create(…, null)", uploads.create, [scope, file, null], "options"],
	["uploads.create(null, file)", uploads.create, [null, file], "scope"],
	["companies.list(null)", companies.list, [null], "options"],
	["projects.list()", projects.list, [], "scope"],
])(
	"%s throws a TypeError that names the argument",
	async (_, method, args, name) => {
		const error = await errorOf(method, args);
		expect(error).toBeInstanceOf(TypeError);
		expect(String(error)).toMatch(
			new RegExp(`^TypeError: The argument \`${name}\` must be an? `),
		);
	},
);

test.each<[string, (...args: never[]) => unknown, unknown[]]>([
	["settle()", client.settle, []],
	["preview()", client.preview, []],
	["instances.get(scope)", instances.get, [scope]],
])("%s has no raw message of the engine", async (_, method, args) => {
	expect(String(await errorOf(method, args))).not.toMatch(
		/undefined|null|Cannot|not iterable|destructure/,
	);
});

test.each([
	{},
	{ uuid: "u-1" },
	{ uuid: "u-1", size: 1, segments: [null] },
	{ uuid: "u-1", size: 1, segments: [{ start: 0, end: 1 }] },
])("uploads.create refuses %j as a state to resume from", async (resume) => {
	expect(String(await errorOf(uploads.create, [scope, file, { resume }]))).toBe(
		"TypeError: The option `resume` must be the state of an upload, as it was stored.",
	);
});

test.each<[unknown, (string | number)[], string]>([
	[{}, ["filters", "tool_type"], "`filters.tool_type` is missing."],
	[
		{ tool_type: "" },
		["filters", "tool_type"],
		"`filters.tool_type` must not be empty.",
	],
	[
		{ tool_type: {} },
		["filters", "tool_type"],
		"`filters.tool_type` must be a string.",
	],
	[
		{ tool_type: "requisition", item_id: null },
		["filters", "item_id"],
		"`filters.item_id` must be a string.",
	],
	[
		{ tool_type: "requisition", active: "yes" },
		["filters", "active"],
		"`filters.active` must be true or false.",
	],
	[
		{ tool_type: "requisition", tooltype: "secret" },
		["filters"],
		"`filters` has a key that is not known here.",
	],
])("instances.list refuses the filters %j", async (filters, path, message) => {
	expect(await errorOf(instances.list, [scope, filters])).toMatchObject({
		name: "SignoffError",
		outcome: { kind: "invalid", issues: [{ path, message }] },
	});
});

test.each<[unknown, (string | number)[]]>([
	[{}, ["tool_type"]],
	[{ ...item, item_id: 483 }, ["item_id"]],
	[{ ...item, preset_id: "" }, ["preset_id"]],
	[{ ...item, unknown: 1 }, []],
])("instances.create refuses the body %j", async (body, path) => {
	const error = await errorOf(instances.create, [scope, body]);
	expect(error).toMatchObject({ name: "SignoffError" });
	expect(error).toMatchObject({ outcome: { kind: "invalid" } });
	expect(JSON.stringify(error)).toContain(JSON.stringify(path));
});

test("with `maxCalls: 1` the one request is the submission", async () => {
	const server = await serve(sampleApi(() => ({ kind: "reply", status: 204 })));
	const { respond } = createClient({
		baseUrl: server.url,
		auth: bearer("ada-token"),
	});
	expect(await respond(submission, { maxCalls: 1 })).toMatchObject({
		kind: "accepted",
	});
	expect(server.requests.map(({ method }) => method)).toEqual(["POST"]);
	await respond(submission, { maxCalls: 1, readFirst: false });
	expect(server.requests.at(-1)?.method).toBe("POST");
	expect(server.requests).toHaveLength(2);
});
