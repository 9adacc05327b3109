import { expect, test } from "vitest";
import { bearer, createClient, isSignoffError } from "../index.ts";
import {
	instancePath,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import { type StubReply, serve } from "../testing/stub-server.ts";

const auth = bearer("ada-token");
const scope = { company_id: "4201", project_id: "77" };
const tooling = { tool_type: "requisition" };
const once = { readFirst: false, maxCalls: 1 };
const shortDeadline = { deadlineMs: 200 };
const redirects = [301, 302, 303, 307, 308];

/** A server of another origin, which accepts every request. */
function openElsewhere() {
	return serve(() => ({ kind: "reply", status: 200, body: { data: [] } }));
}

function redirect(status: number, Location: string): StubReply {
	return { kind: "reply", status, headers: { Location } };
}

test.each(redirects)(
	"a %i in reply to the POST is not followed",
	async (status) => {
		const elsewhere = await openElsewhere();
		for (const to of [`${elsewhere.url}${instancePath}`, "/login"]) {
			const server = await serve(sampleApi(() => redirect(status, to)));
			const client = createClient({ baseUrl: server.url, auth });
			const outcome = await client.respond(submission, once);
			expect(outcome).toMatchObject({
				kind: "uncertain",
				attempts: [{ status }],
			});
			expect(
				server.requests.map(({ method, path }) => `${method} ${path}`),
			).toEqual([`POST ${instancePath}/responses`]);
		}
		expect(elsewhere.requests).toEqual([]);
	},
);

test.each(redirects)(
	"a %i in reply to the creation of an instance is not followed",
	async (status) => {
		const elsewhere = await openElsewhere();
		const server = await serve(() => redirect(status, elsewhere.url));
		const { instances } = createClient({ baseUrl: server.url, auth });
		const creation = instances.create(scope, { ...tooling, item_id: "483" });
		const error = await creation.catch((reason: unknown) => reason);
		expect(isSignoffError(error) && error.outcome.kind).toBe("uncertain");
		expect(server.requests).toHaveLength(1);
		expect(elsewhere.requests).toEqual([]);
	},
);

test.each(redirects)(
	"a %i in reply to a read is not followed",
	async (status) => {
		const elsewhere = await openElsewhere();
		const server = await serve(() => redirect(status, elsewhere.url));
		const { instances } = createClient({ baseUrl: server.url, auth });
		const read = instances.get(scope, "9001", shortDeadline);
		const error = await read.catch((reason: unknown) => reason);
		expect(isSignoffError(error) && error.outcome.kind).toBe("deferred");
		expect(new Set(server.requests.map(({ path }) => path))).toEqual(
			new Set([instancePath]),
		);
		expect(elsewhere.requests).toEqual([]);
	},
);

test.each<[string, (own: URL, other: URL) => string]>([
	["another port", (_, other) => `${other.origin}/x`],
	["another host without a scheme", (_, other) => `//${other.host}/x`],
	[
		"the API's host as the user name of another one",
		(own, other) => `http://${own.host}@${other.host}/x`,
	],
	["the API's host under another scheme", (own) => `https://${own.host}/x`],
	["another name of the API's host", (own) => `http://localhost:${own.port}/x`],
	["a path of backslashes", (_, other) => `\\\\${other.host}\\x`],
])("of a next page at %s, the API's own origin is asked", async (_, next) => {
	const elsewhere = await openElsewhere();
	const server = await serve(({ headers, path }) => {
		const own = new URL(`http://${headers.host}`);
		const link = `<${next(own, new URL(elsewhere.url))}>; rel="next"`;
		const body = { data: [{ id: path === "/x" ? "2" : "1" }] };
		const Link = path === "/x" ? "" : link;
		return { kind: "reply", status: 200, headers: { Link }, body };
	});
	const { instances } = createClient({ baseUrl: server.url, auth });
	const ids: string[] = [];
	for await (const { id } of instances.list(scope, tooling)) ids.push(id);
	expect(ids).toEqual(["1", "2"]);
	expect(server.requests.map(({ path }) => path)[1]).toBe("/x");
	expect(elsewhere.requests).toEqual([]);
});

test("a next page on the API's origin is requested with the URL unchanged", async () => {
	const page = "/elsewhere?cursor=b%2Fc";
	const first = { Link: `<${page}>; rel="next"` };
	const server = await serve(({ path }) => ({
		kind: "reply",
		status: 200,
		...(path === page ? {} : { headers: first }),
		body: { data: [] },
	}));
	const { instances } = createClient({ baseUrl: server.url, auth });
	const rows = instances.list(scope, tooling)[Symbol.asyncIterator]();
	expect(await rows.next()).toMatchObject({ done: true });
	expect(server.requests[1]).toMatchObject({
		path: page,
		headers: { authorization: "Bearer ada-token" },
	});
});
