import type { Outcome, Submission } from "@signoff/core";
import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import {
	instancePath,
	noContent,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import {
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";
import type { BulkProgress } from "./options.ts";
import type { RespondAllResult } from "./respond-all.ts";

const direct = { readFirst: false };

function clientOf({ url }: StubServer): Client {
	return createClient({ baseUrl: url, auth: bearer("ada-token") });
}

/** Ada approves the instance with this number. */
function numbered(number: number): Submission {
	return { ...submission, id: `i-${number}` };
}

async function all(
	settled: AsyncIterable<RespondAllResult>,
): Promise<RespondAllResult[]> {
	const list: RespondAllResult[] = [];
	for await (const each of settled) list.push(each);
	return list;
}

test("every submission is yielded with its outcome, as it was given", async () => {
	const server = await serve(() => noContent);
	const list = Array.from({ length: 20 }, (_, index) => numbered(index));
	const settled = await all(clientOf(server).respondAll(list, direct));
	expect(settled.map(({ outcome }) => outcome.kind)).toEqual(
		list.map(() => "accepted"),
	);
	expect(new Set(settled.map(({ submission }) => submission))).toEqual(
		new Set(list),
	);
	expect(server.requests).toHaveLength(20);
});

test("an instance that was read before saves the first read", async () => {
	const server = await serve(sampleApi(() => noContent));
	const client = clientOf(server);
	const instance = await client.instances.get(submission, submission.id);
	const read = server.requests.length;
	const settled = await all(
		client.respondAll([submission], {
			instanceOf: (each) => (each === submission ? instance : undefined),
		}),
	);
	expect(settled.map(({ outcome }) => outcome.kind)).toEqual(["recorded"]);
	expect(
		server.requests.slice(read).filter(({ path }) => path === instancePath),
	).toEqual([]);
	await expect(
		all(
			client.respondAll([submission], {
				instanceOf: () => ({ id: 1 }) as never,
			}),
		),
	).rejects.toThrow("must be an instance");
});

test("an invalid submission does not affect the others", async () => {
	const server = await serve(() => noContent);
	const list = [{ ...submission, company_id: "none" }, submission];
	const settled = await all(clientOf(server).respondAll(list, direct));
	expect(settled.map(({ outcome }) => outcome.kind).sort()).toEqual([
		"accepted",
		"invalid",
	]);
});

test("submissions for one step are sent one after the other, in their order", async () => {
	const server = await serve(
		sampleApi((count) => (count === 1 ? { kind: "drop" } : noContent)),
	);
	const comments = ["one", "two", "three"];
	const list = comments.map((comment) => ({
		...submission,
		response: { ...submission.response, comment },
	}));
	await all(clientOf(server).respondAll(list, direct));
	expect(
		server.requests.map(({ body }) => JSON.parse(body).response.comment),
	).toEqual(["one", ...comments]);
	expect(new Set(server.requests.map(({ path }) => path))).toEqual(
		new Set([`${instancePath}/responses`]),
	);
});

test.each<[string, Partial<Submission>]>([
	["company", { company_id: "4202" }],
	["project", { project_id: "78" }],
	["instance", { id: "i-2" }],
	[
		"step",
		{ response: { ...submission.response, current_step_occurrence_id: "2" } },
	],
])(
	"submissions that differ in the %s do not wait for each other",
	async (_, other) => {
		const both = Promise.withResolvers<void>();
		let count = 0;
		const client = createClient({
			baseUrl: "http://127.0.0.1:1",
			auth: bearer("ada-token"),
			fetch: async () => {
				count++;
				// The first request is sent alone, since a new client waits for the first response.
				if (count === 3) both.resolve();
				if (count > 1) await both.promise;
				return new Response(null, { status: 204 });
			},
		});
		await client.respond(numbered(0), direct);
		const list = [submission, { ...submission, ...other }];
		const settled = await all(client.respondAll(list, direct));
		expect(settled.map(({ outcome }) => outcome.kind)).toEqual([
			"accepted",
			"accepted",
		]);
		// No request timed out and was retried.
		expect(count).toBe(3);
	},
);

test("reports the progress", async () => {
	const server = await serve(() => noContent);
	const reported: BulkProgress[] = [];
	await all(
		clientOf(server).respondAll([numbered(1), numbered(2)], {
			...direct,
			onProgress: (progress) => reported.push(progress),
		}),
	);
	expect(reported).toEqual([
		{ settled: 1, kinds: { accepted: 1 } },
		{ settled: 2, kinds: { accepted: 2 } },
	]);
});

test("an abort yields what is known of running submissions, and then rejects", async () => {
	const aborter = new AbortController();
	const stall: StubReply = { kind: "stall", bytes: "" };
	const server = await serve((_, count) => {
		if (count === 2) aborter.abort("closing time");
		return stall;
	});
	const known: Outcome["kind"][] = [];
	const running = (async () => {
		const settled = clientOf(server).respondAll(
			[numbered(1), numbered(2), numbered(3)],
			{ ...direct, concurrency: 2, signal: aborter.signal },
		);
		for await (const { outcome } of settled) known.push(outcome.kind);
	})();
	await expect(running).rejects.toMatchObject({
		name: "AbortError",
		cause: "closing time",
		outcome: { kind: "uncertain" },
	});
	expect(known).toEqual(["uncertain", "uncertain"]);
	expect(server.requests).toHaveLength(2);
});

test("a signal that is aborted already rejects without a request", async () => {
	const server = await serve(() => noContent);
	const signal = AbortSignal.abort("too late");
	await expect(
		all(clientOf(server).respondAll([submission], { signal })),
	).rejects.toMatchObject({
		name: "AbortError",
		cause: "too late",
		outcome: { kind: "deferred" },
	});
	expect(server.requests).toEqual([]);
});

test.each([
	{ concurrency: 0 },
	{ concurrency: 1.5 },
	{ journal: {} },
	{ instance: {} },
	{ idempotencyToken: "own" },
	{ concurency: 2 },
])("the options %o are refused before anything is sent", async (options) => {
	const server = await serve(() => noContent);
	const { respondAll } = clientOf(server);
	await expect(
		all(Reflect.apply(respondAll, null, [[submission], options])),
	).rejects.toThrow(TypeError);
	expect(server.requests).toEqual([]);
});
