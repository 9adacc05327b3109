import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import { inboxApi, type StubInbox } from "../testing/inbox-server.ts";
import {
	type RateLimitedServer,
	rateLimitedServer,
} from "../testing/rate-limited-server.ts";
import type { InboxCursor } from "./inbox-cursor.ts";
import type {
	InboxOptions,
	InboxProgress,
	KnownInstance,
} from "./inbox-options.ts";

// Loaded here: while it loads, the clock of the tests would go on.
beforeAll(() => import("../lazy-features.ts"));
beforeEach(() => {
	vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:00Z") });
});
afterEach(() => {
	vi.useRealTimers();
});

const company = { company_id: "4201" };
const updated_at = "2026-04-30T00:00:00Z";

/** A company with as many projects, numbered from 100; each of `waiting` has an instance that waits for Ada. */
function projects(count: number, waiting: number[]): StubInbox {
	const ids = Array.from({ length: count }, (_, index) => 100 + index);
	return {
		projects: Object.fromEntries(
			ids.map((id) => [
				String(id),
				waiting.includes(id) ? [{ id: `9${id}`, updated_at }] : [],
			]),
		),
	};
}

function serverOf(
	inbox: StubInbox,
	limit?: number,
	windowMs?: number,
): RateLimitedServer {
	const replies = inboxApi(inbox);
	return rateLimitedServer(
		60,
		(method, path, search) => {
			const request = {
				method,
				path: `${path}${search}`,
				headers: {},
				body: "",
			};
			const reply = replies(request);
			if (reply.kind !== "reply") throw new Error("There is no reply.");
			return Response.json(reply.body ?? null, { status: reply.status });
		},
		limit,
		windowMs,
	);
}

function clientOf({ fetch }: RateLimitedServer): Client {
	const baseUrl = "https://api.example";
	return createClient({ baseUrl, auth: bearer("ada-token"), fetch });
}

type Read = {
	ids: string[];
	known: KnownInstance[];
	reports: InboxProgress[];
	cursor: InboxCursor;
};

/** Reads an inbox to its end, or until `stopAfter` rows. */
async function readAll(
	client: Client,
	options: InboxOptions = {},
	stopAfter = Number.POSITIVE_INFINITY,
): Promise<Read> {
	const reports: InboxProgress[] = [];
	const ids: string[] = [];
	const onProgress = (progress: InboxProgress): void => {
		reports.push(progress);
	};
	const rows = client.inbox(company, { ...options, onProgress });
	for await (const { instance } of rows)
		if (ids.push(instance.id) >= stopAfter) break;
	await Promise.resolve();
	const known = reports.flatMap((report) => report.known ?? []);
	const cursor = reports.at(-1)?.cursor ?? { version: 1, done: [] };
	return { ids, known, reports, cursor };
}

/** Advances the fake clock until a promise settles. */
async function advanceUntil<T>(work: Promise<T>): Promise<T> {
	let isSettled = false;
	const end = (): void => {
		isSettled = true;
	};
	work.then(end, end);
	while (!isSettled) await vi.advanceTimersByTimeAsync(50);
	return work;
}

const instanceReads = ({ requests }: RateLimitedServer): string[] =>
	requests.flatMap(({ path }) => /instances\/(\d+)$/.exec(path)?.[1] ?? []);
const listReads = ({ requests }: RateLimitedServer): string[] =>
	requests.flatMap(
		({ path }) => /(\d+)\/workflows\/instances$/.exec(path)?.[1] ?? [],
	);

test("a list that had a waiting step is read first, then the other lists of known scopes", async () => {
	const server = serverOf(projects(40, [120, 139]), 1_000);
	const first = await advanceUntil(readAll(clientOf(server)));
	expect(first.ids).toEqual(["9120", "9139"]);
	const again = serverOf(projects(40, [120, 139]), 1_000);
	const options = { known: first.known, concurrency: 1 };
	const second = await advanceUntil(readAll(clientOf(again), options));
	expect(second.ids).toEqual(["9120", "9139"]);
	expect(listReads(again).slice(0, 3)).toEqual(["120", "139", "4201"]);
	expect(instanceReads(again)).toEqual([]);
	expect(again.requests).toHaveLength(44);
});

test("reads one list of each project before the second of any, and of all tools among the first", async () => {
	const tools = ["a", "b", "c"].map((type) => ({
		name: type,
		type,
		provider: "Project",
	}));
	const server = serverOf({ ...projects(4, []), tools }, 1_000);
	await advanceUntil(readAll(clientOf(server), { concurrency: 1 }));
	const lists = server.requests.flatMap(({ path, search }) => {
		const type = new URLSearchParams(search).get("filters[tool_type]");
		const [, project] = /projects\/(\d+)\//.exec(path) ?? [];
		return type === null ? [] : `${project}${type}`;
	});
	expect(lists).toEqual([
		...["100a", "101b", "102c", "103b"],
		...["100b", "101c", "102a", "103c"],
		...["100c", "101a", "102b", "103a"],
	]);
});

test("a list with many instances does not delay other lists", async () => {
	const many = Array.from({ length: 9 }, (_, index) => ({ id: `5${index}` }));
	const server = serverOf(
		{ projects: { "77": many, "78": [{ id: "60" }] } },
		1_000,
	);
	const { ids } = await advanceUntil(
		readAll(clientOf(server), { concurrency: 1 }),
	);
	expect(ids).toEqual([
		...["50", "51", "52", "53", "54"],
		"60",
		...["55", "56", "57", "58"],
	]);
});

test("a limit pauses the run, which says until when and what is left, and lists everything in the end", async () => {
	const waiting = [104, 159];
	const server = serverOf(projects(60, waiting), 60, 3_600_000);
	const { ids, reports } = await advanceUntil(
		readAll(clientOf(server), { concurrency: 4 }),
	);
	expect(ids).toEqual(["9104", "9159"]);
	expect(server.requests.filter(({ status }) => status === 429)).toEqual([]);
	// A share of the limit is left for answers.
	expect([...server.used.values()][0]).toBe(57);
	const held = reports.filter(({ waiting_until }) => waiting_until !== null);
	// The headers name the end of the window in whole seconds.
	expect(held.length).toBeGreaterThan(0);
	for (const { waiting_until } of held)
		expect(waiting_until).toMatch(/^2026-05-01T11:00:0/);
	expect(held.at(-1)).toMatchObject({
		quota: {
			limit: 60,
			remaining: 3,
			resets_at: expect.stringMatching(/^2026-05-01T11:00:0/),
		},
		requests: 57,
		lists: { found: 61 },
	});
	const last = reports.at(-1);
	expect(last?.requests).toBe(server.requests.length);
	expect(last?.quota).toMatchObject({ limit: 60 });
	expect(last?.lists).toEqual({ found: 61, done: 61 });
});

test("a run that was stopped goes on with its cursor: no list is read twice, no row is missing or twice", async () => {
	const waiting = [103, 109, 117, 133];
	const server = serverOf(projects(40, waiting), 1_000);
	const client = clientOf(server);
	const first = await advanceUntil(readAll(client, { concurrency: 2 }, 2));
	// The server notes requests that the stop has aborted, too.
	await vi.advanceTimersByTimeAsync(100);
	const before = listReads(server);
	expect(first.cursor.done.length).toBeGreaterThan(5);
	const cursor: InboxCursor = JSON.parse(JSON.stringify(first.cursor));
	const { known } = first;
	const second = await advanceUntil(
		readAll(client, { concurrency: 2, cursor, known }),
	);
	expect([...new Set([...first.ids, ...second.ids])].sort()).toEqual(
		waiting.map((id) => `9${id}`),
	);
	expect(listReads(server).length - before.length).toBe(
		41 - first.cursor.done.length,
	);
	expect(second.reports.at(-1)?.lists).toEqual({ found: 41, done: 41 });
	expect(second.cursor.done).toHaveLength(41);
});

test("a list is reported as complete after its rows were yielded", async () => {
	const server = serverOf(projects(3, [101]), 1_000);
	const events: string[] = [];
	const rows = clientOf(server).inbox(company, {
		concurrency: 1,
		onProgress: ({ list }) => {
			if (list !== null)
				events.push(`${list.tool} ${list.scope.project_id ?? ""}`);
		},
	});
	const read = async (): Promise<void> => {
		for await (const { instance } of rows) events.push(instance.id);
	};
	await advanceUntil(read());
	expect(events).toEqual([
		"Policies ",
		"Invoices / Credits 100",
		"9101",
		"Invoices / Credits 101",
		"Invoices / Credits 102",
	]);
});

test("a list or an instance without a usable answer is not complete, so that a later run reads it again", async () => {
	const replies = inboxApi(projects(3, [101]));
	const server = rateLimitedServer(0, (method, path, search) => {
		if (/instances\/9101$|100\/workflows\/instances$/.test(path))
			return new Response(null, { status: 503 });
		const request = { method, path: `${path}${search}`, headers: {}, body: "" };
		const reply = replies(request);
		return Response.json(reply.kind === "reply" ? reply.body : null);
	});
	const options = { deadlineMs: 400 };
	const { cursor, reports } = await advanceUntil(
		readAll(clientOf(server), options),
	);
	expect(cursor.done).toEqual([
		'["4201",null,"generic_tool_item",null]',
		'["4201","102","requisition",null]',
	]);
	expect(
		reports
			.flatMap(({ unreadable }) => unreadable?.scope.project_id ?? [])
			.sort(),
	).toEqual(["100", "101"]);
});

test("with `projects`, reads the company and these projects only, with their names, and not the list of projects", async () => {
	const server = serverOf(projects(40, [103, 120]), 1_000);
	const rows = clientOf(server).inbox(company, {
		projects: [{ id: "120", name: "Pier 9" }],
	});
	const read = async (): Promise<(string | null)[]> => {
		const names: (string | null)[] = [];
		for await (const { project } of rows) names.push(project);
		return names;
	};
	expect(await advanceUntil(read())).toEqual(["Pier 9"]);
	expect(server.requests.map(({ path }) => path.split("/").at(-1))).toEqual([
		"me",
		"tools",
		"instances",
		"instances",
		"9120",
	]);
});

test("the tools of a company are read once for all of its projects", async () => {
	const server = serverOf(projects(5, [103]), 1_000);
	const scopes = ["101", "103"].map((project_id) => ({
		...company,
		project_id,
	}));
	const read = async (): Promise<string[]> => {
		const ids: string[] = [];
		for await (const { instance } of clientOf(server).inbox(scopes))
			ids.push(instance.id);
		return ids;
	};
	expect(await advanceUntil(read())).toEqual(["9103"]);
	expect(
		server.requests.filter(({ path }) => path.endsWith("/tools")),
	).toHaveLength(1);
});
