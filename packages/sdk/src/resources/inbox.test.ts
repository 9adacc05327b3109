import { expect, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { isAbortError } from "../errors/abort-error.ts";
import type { Fetch } from "../http/transport.ts";
import { inboxApi } from "../testing/inbox-server.ts";
import {
	type ReceivedRequest,
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";
import type {
	InboxOptions,
	InboxProgress,
	KnownInstance,
} from "./inbox-options.ts";
import type { WaitingStep } from "./waiting-step.ts";

const company = { company_id: "4201" };

function clientOf({ url }: StubServer, fetch?: Fetch): Client {
	return createClient({ auth: bearer("ada-token"), baseUrl: url, fetch });
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const row of rows) found.push(row);
	return found;
}

async function idsOf(rows: AsyncIterable<WaitingStep>): Promise<string[]> {
	return (await all(rows)).map(({ instance }) => instance.id).sort();
}

/** The instances that were read, in order. */
function readIds({ requests }: StubServer): string[] {
	return requests.flatMap(
		({ path }) => /\/instances\/([^/?]+)$/.exec(path)?.slice(1) ?? [],
	);
}

/** The lists that were read, in order. */
function listPaths({ requests }: StubServer): string[] {
	return requests.flatMap(({ path }) =>
		path.includes("/instances?") ? [path] : [],
	);
}

/** Collects the progress, and what a later run needs for `known`. */
function collected(): {
	known: KnownInstance[];
	reports: InboxProgress[];
	onProgress: InboxOptions["onProgress"];
} {
	const known: KnownInstance[] = [];
	const reports: InboxProgress[] = [];
	const onProgress = (progress: InboxProgress): void => {
		reports.push(progress);
		if (progress.known !== null) known.push(progress.known);
	};
	return { known, reports, onProgress };
}

/** A `fetch` that holds requests back while `isHeld` says so. `inFlight`: how many were not answered, at each request. */
function gatedFetch(isHeld: (path: string) => boolean): {
	fetch: Fetch;
	inFlight: number[];
	open: () => void;
	/** Resolves when a request is held back. */
	held: Promise<void>;
} {
	const gate = Promise.withResolvers<void>();
	const held = Promise.withResolvers<void>();
	const inFlight: number[] = [];
	let open = 0;
	const fetch: Fetch = async (input, init) => {
		inFlight.push(++open);
		try {
			if (isHeld(new URL(new Request(input).url).pathname)) {
				held.resolve();
				await gate.promise;
			}
			return await globalThis.fetch(input, init);
		} finally {
			open--;
		}
	};
	return { fetch, inFlight, open: gate.resolve, held: held.promise };
}

const twoProjects = {
	company: [{ id: "1" }, { id: "2", assignee: "ben@harbor.example" }],
	projects: { "77": [{ id: "3" }], "78": [{ id: "4" }] },
};

test("yields the steps that wait for me, in the company and its projects, with their scope, tool and project", async () => {
	const server = await serve(inboxApi(twoProjects));
	const rows = await all(clientOf(server).inbox(company));
	expect(
		rows.sort((a, b) => Number(a.instance.id) - Number(b.instance.id)),
	).toMatchObject([
		{
			scope: { company_id: "4201" },
			project: null,
			tool: "Policies",
			instance: { id: "1" },
			step: { id: "s1" },
			waiting_since: "2026-11-01T08:00:00Z",
			overdue: false,
		},
		{
			scope: { company_id: "4201", project_id: "77" },
			project: "P77",
			tool: "Invoices / Credits",
			instance: { id: "3" },
		},
		{ scope: { project_id: "78" }, instance: { id: "4" } },
	]);
	expect(rows[0]?.scope).not.toHaveProperty("project_id");
});

test("leaves out steps that I have answered, and instances that have ended", async () => {
	const server = await serve(
		inboxApi({
			company: [
				{ id: "1", submitted_at: "2026-11-02T09:00:00Z" },
				{ id: "2", ended_at: "2026-11-02T09:00:00Z" },
			],
		}),
	);
	expect(await all(clientOf(server).inbox(company))).toEqual([]);
	expect(readIds(server)).toEqual(["1"]);
});

test("a step whose due time has passed is overdue", async () => {
	const server = await serve(
		inboxApi({ company: [{ id: "1", overdue_at: "2026-01-01T00:00:00Z" }] }),
	);
	const [row] = await all(clientOf(server).inbox(company));
	expect(row?.overdue).toBe(true);
});

test("the first row does not wait for the last list", async () => {
	const server = await serve(inboxApi(twoProjects));
	const { fetch, open } = gatedFetch((path) =>
		path.endsWith("/projects/78/workflows/instances"),
	);
	const rows = clientOf(server, fetch).inbox(company);
	const first = await rows.next();
	const second = await rows.next();
	expect([first, second].map(({ value }) => value?.instance.id).sort()).toEqual(
		["1", "3"],
	);
	open();
	expect(await idsOf(rows)).toEqual(["4"]);
});

test("the first row does not wait for the list of projects", async () => {
	const server = await serve(inboxApi(twoProjects));
	const { fetch, open } = gatedFetch((path) => path === "/rest/v1.0/projects");
	const rows = clientOf(server, fetch).inbox(company);
	expect((await rows.next()).value?.instance.id).toBe("1");
	open();
	expect(await idsOf(rows)).toEqual(["3", "4"]);
});

test.each([1, 3])(
	"has at most %i requests at the same time, and as many",
	async (concurrency) => {
		const many = Array.from({ length: 12 }, (_, index) => ({
			id: String(100 + index),
		}));
		const server = await serve(
			inboxApi({ company: many, projects: { "77": [], "78": [], "79": [] } }),
		);
		const { fetch, inFlight } = gatedFetch(() => false);
		const client = clientOf(server, fetch);
		expect(await idsOf(client.inbox(company, { concurrency }))).toHaveLength(
			12,
		);
		expect(Math.max(...inFlight)).toBe(concurrency);
	},
);

test("reads the instances of a list before the lists after it", async () => {
	const server = await serve(inboxApi(twoProjects));
	await all(clientOf(server).inbox(company, { concurrency: 1 }));
	const order = server.requests.flatMap(
		({ path }) => /workflows\/(instances[^?]*)/.exec(path)?.slice(1) ?? [],
	);
	expect(order).toEqual([
		"instances",
		"instances/1",
		"instances/2",
		"instances",
		"instances/3",
		"instances",
		"instances/4",
	]);
});

test("reads an instance once that its list shows twice", async () => {
	const server = await serve(inboxApi({ company: [{ id: "1" }, { id: "1" }] }));
	expect(await idsOf(clientOf(server).inbox(company))).toEqual(["1"]);
	expect(readIds(server)).toEqual(["1"]);
});

test("reads scopes that overlap once, the person once for each company, and a project's tools only for a project", async () => {
	const server = await serve(inboxApi(twoProjects));
	const scopes = new Set([
		company,
		{ company_id: "4201", project_id: "77" },
		company,
	]);
	expect(await idsOf(clientOf(server).inbox(scopes))).toEqual(["1", "3", "4"]);
	expect(readIds(server).sort()).toEqual(["1", "2", "3", "4"]);
	expect(
		server.requests.filter(({ path }) => path.endsWith("/me")),
	).toHaveLength(1);
	expect(listPaths(server)).toHaveLength(3);
	const project = { company_id: "4201", project_id: "77" };
	expect(await idsOf(clientOf(server).inbox(project))).toEqual(["3"]);
	expect(listPaths(server)).toHaveLength(4);
});

test("does not read a known instance again while its list shows the same `updated_at`", async () => {
	const before = [
		{ id: "1", updated_at: "2026-11-02T00:00:00Z" },
		{ id: "2", updated_at: "2026-11-02T00:00:00Z", assignee: "ben" },
		{ id: "3", updated_at: "2026-11-02T00:00:00Z" },
		{ id: "4" },
	];
	const { known, onProgress } = collected();
	const server = await serve(inboxApi({ company: before }));
	await idsOf(clientOf(server).inbox(company, { onProgress }));
	expect(known.map(({ instance }) => instance.id).sort()).toEqual(
		before.map(({ id }) => id),
	);
	const after = before.map((each) =>
		each.id === "3" ? { ...each, updated_at: "2026-11-03T00:00:00Z" } : each,
	);
	const later = await serve(inboxApi({ company: after }));
	// As after a restart: copies that were stored as JSON.
	const stored: KnownInstance[] = JSON.parse(JSON.stringify(known));
	expect(
		await idsOf(clientOf(later).inbox(company, { known: stored })),
	).toEqual(["1", "3", "4"]);
	expect(readIds(later).sort()).toEqual(["3", "4"]);
});

test("reads a known instance that is not valid, or of another scope, again", async () => {
	const updated_at = "2026-11-02T00:00:00Z";
	const instances = [{ id: "1", updated_at }];
	const server = await serve(inboxApi({ company: instances }));
	const { known, onProgress } = collected();
	await idsOf(clientOf(server).inbox(company, { onProgress }));
	const [one] = known;
	if (one === undefined) throw new Error("Nothing was read.");
	const broken = JSON.parse(
		JSON.stringify({ scope: company, instance: { id: "1", updated_at } }),
	);
	for (const not of [broken, { ...one, scope: { company_id: "9" } }]) {
		const ids = await idsOf(clientOf(server).inbox(company, { known: [not] }));
		expect(ids).toEqual(["1"]);
	}
	expect(readIds(server)).toEqual(["1", "1", "1"]);
});

test("an abort rejects with an `AbortError`, and a later run with `known` goes on", async () => {
	const updated_at = "2026-11-02T00:00:00Z";
	const instances = ["1", "2", "3", "4"].map((id) => ({ id, updated_at }));
	const server = await serve(inboxApi({ company: instances }));
	const { fetch, held } = gatedFetch((path) => path.endsWith("/instances/3"));
	const controller = new AbortController();
	const { known, onProgress } = collected();
	const rows = clientOf(server, fetch).inbox(company, {
		concurrency: 1,
		signal: controller.signal,
		onProgress,
	});
	const seen = [await rows.next(), await rows.next()];
	expect(seen.map(({ value }) => value?.instance.id)).toEqual(["1", "2"]);
	const third = rows.next();
	await held;
	controller.abort(new Error("enough"));
	const error = await third.catch((reason: unknown) => reason);
	expect(isAbortError(error) && error.outcome.kind).toBe("deferred");
	expect(known.map(({ instance }) => instance.id)).toEqual(["1", "2"]);
	expect(await idsOf(clientOf(server).inbox(company, { known }))).toEqual([
		"1",
		"2",
		"3",
		"4",
	]);
	expect(readIds(server).sort()).toEqual(["1", "2", "3", "4"]);
});

test("an abort while nothing is being read rejects after the rows that were found", async () => {
	const server = await serve(
		inboxApi({ company: [{ id: "1" }, { id: "2" }, { id: "3" }] }),
	);
	const controller = new AbortController();
	const secondRead = Promise.withResolvers<void>();
	const rows = clientOf(server).inbox(company, {
		concurrency: 1,
		signal: controller.signal,
		onProgress: ({ instances }) => {
			if (instances.done === 2) secondRead.resolve();
		},
	});
	await rows.next();
	await secondRead.promise;
	controller.abort();
	expect((await rows.next()).value?.instance.id).toBe("2");
	await expect(rows.next()).rejects.toThrow("aborted");
	expect(readIds(server)).toEqual(["1", "2"]);
});

test("a consumer that stops early ends the reads that are running", async () => {
	const server = await serve(inboxApi(twoProjects));
	const { fetch, held } = gatedFetch((path) => path.endsWith("/instances/4"));
	const rows = clientOf(server, fetch).inbox(company);
	await rows.next();
	await held;
	await rows.return();
	expect((await rows.next()).done).toBe(true);
});

/** The inbox API, except that `replyTo` may reply first. */
function inboxApiWith(
	replyTo: (request: ReceivedRequest) => StubReply | null,
): (request: ReceivedRequest) => StubReply {
	const replies = inboxApi(twoProjects);
	return (request) => replyTo(request) ?? replies(request);
}

function failing(
	end: string,
	status: number,
): (request: ReceivedRequest) => StubReply {
	return inboxApiWith(({ path }) =>
		path.split("?")[0]?.endsWith(end) ? { kind: "reply", status } : null,
	);
}

test.each([
	["an instance", "/instances/3", 403, "Invoices / Credits", "3", "forbidden"],
	["an instance", "/instances/3", 404, "Invoices / Credits", "3", "not_found"],
	["an instance", "/instances/3", 500, "Invoices / Credits", "3", "deferred"],
	[
		"a list",
		"/projects/77/workflows/instances",
		403,
		"Invoices / Credits",
		null,
		"forbidden",
	],
	[
		"a list",
		"/projects/77/workflows/instances",
		500,
		"Invoices / Credits",
		null,
		"deferred",
	],
])(
	"reports %s that cannot be read (%s: %i), and goes on",
	async (_, end, status, tool, instance_id, kind) => {
		const server = await serve(failing(end, status));
		const { reports, onProgress } = collected();
		const options = { onProgress, deadlineMs: 1_000 };
		expect(await idsOf(clientOf(server).inbox(company, options))).toEqual([
			"1",
			"4",
		]);
		const parts = reports.flatMap(({ unreadable }) => unreadable ?? []);
		expect(parts).toMatchObject([
			{
				scope: { company_id: "4201", project_id: "77" },
				tool,
				instance_id,
				outcome: { kind },
				message: expect.stringMatching(/failed: .*\.$/),
			},
		]);
		const { lists, instances } = reports.at(-1) ?? {};
		expect(lists).toEqual({ found: 3, done: 3 });
		expect(instances?.done).toBe(instances?.found);
	},
);

test.each([
	["a token that is not valid", "/instances/1", 401, "unauthenticated"],
	["no list with a usable answer", "/workflows/instances", 500, "deferred"],
	["tools that I may not see", "/tools", 403, "forbidden"],
	["a person that I may not see", "/me", 403, "forbidden"],
	["projects that I may not see", "/projects", 403, "forbidden"],
])("%s ends the run", async (_, end, status, kind) => {
	const server = await serve(failing(end, status));
	const rows = clientOf(server).inbox(company, { deadlineMs: 1_000 });
	await expect(idsOf(rows)).rejects.toMatchObject({ outcome: { kind } });
});

test("a person that I may not see ends the run, even if there are no tools", async () => {
	const server = await serve(
		inboxApiWith(({ path }) => {
			if (path.endsWith("/me")) return { kind: "reply", status: 403 };
			return path.endsWith("/tools")
				? { kind: "reply", status: 200, body: { data: [] } }
				: null;
		}),
	);
	await expect(all(clientOf(server).inbox(company))).rejects.toMatchObject({
		outcome: { kind: "forbidden" },
	});
});

test("one scope that cannot be read is reported if another one can be", async () => {
	const server = await serve(
		inboxApiWith(({ path }) =>
			path.includes("/companies/9/") ? { kind: "reply", status: 403 } : null,
		),
	);
	const { reports, onProgress } = collected();
	const scopes = [{ company_id: "9" }, company];
	expect(await idsOf(clientOf(server).inbox(scopes, { onProgress }))).toEqual([
		"1",
		"3",
		"4",
	]);
	expect(reports.flatMap(({ unreadable }) => unreadable ?? [])).toMatchObject([
		{ scope: { company_id: "9" }, tool: null, instance_id: null },
	]);
});

test("a server that answers no instance any more ends the run after five", async () => {
	const many = Array.from({ length: 8 }, (_, index) => ({ id: String(index) }));
	const replies = inboxApi({ company: many });
	const server = await serve((request) =>
		/\/instances\/\d$/.test(request.path)
			? { kind: "reply", status: 503 }
			: replies(request),
	);
	const { reports, onProgress } = collected();
	const options = { concurrency: 1, deadlineMs: 200, onProgress };
	await expect(
		idsOf(clientOf(server).inbox(company, options)),
	).rejects.toMatchObject({ outcome: { kind: "deferred" } });
	expect(reports.flatMap(({ unreadable }) => unreadable ?? [])).toHaveLength(4);
});

test("an error of `onProgress` does not affect the run", async () => {
	const server = await serve(inboxApi(twoProjects));
	const errors: unknown[] = [];
	const listeners = process.listeners("uncaughtException");
	process.removeAllListeners("uncaughtException");
	process.on("uncaughtException", (error) => errors.push(error));
	try {
		const onProgress = (): void => {
			throw new Error("mine");
		};
		expect(
			await idsOf(clientOf(server).inbox(company, { onProgress })),
		).toEqual(["1", "3", "4"]);
	} finally {
		process.removeAllListeners("uncaughtException");
		for (const each of listeners) process.on("uncaughtException", each);
	}
	expect(errors.length).toBeGreaterThan(0);
});

test.each([
	["concurrency", 0],
	["known", 1],
	["cursor", { version: 2, done: [] }],
	["cursor", { version: 1, done: [1] }],
	["projects", ["77"]],
	["onProgress", "yes"],
	["deadlineMs", -1],
	["every", true],
])("refuses the option %s: %j", async (name, value) => {
	const server = await serve(inboxApi({}));
	const options: InboxOptions = Object.fromEntries([[name, value]]);
	const rows = clientOf(server).inbox(company, options);
	await expect(rows.next()).rejects.toThrow(TypeError);
	expect(server.requests).toEqual([]);
});

test("refuses a scope that is not valid, before any request", async () => {
	const server = await serve(inboxApi({}));
	const rows = clientOf(server).inbox([company, { company_id: "x/y" }]);
	await expect(rows.next()).rejects.toMatchObject({
		outcome: { kind: "invalid" },
	});
	expect(server.requests).toEqual([]);
});
