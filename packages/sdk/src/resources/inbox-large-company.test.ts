import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { inboxApi, type StubInstance } from "../testing/inbox-server.ts";
import {
	type RateLimitedServer,
	rateLimitedServer,
} from "../testing/rate-limited-server.ts";
import type { InboxProgress, KnownInstance } from "./inbox-options.ts";

// 300 projects with three tools each, at 60 ms for each reply. One project in seven has a step that waits.
const projectCount = 300;
const tools = ["a", "b", "c"].map((type) => ({
	name: type,
	type,
	provider: "Project",
}));
const updated_at = "2026-04-30T00:00:00Z";

// Loaded here: while it loads, the clock of the tests would go on.
beforeAll(() => import("../lazy-features.ts"));
beforeEach(() => {
	vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:00Z") });
});
afterEach(() => {
	vi.useRealTimers();
});

function serverOf(limit: number, windowMs: number): RateLimitedServer {
	const projects: Record<string, StubInstance[]> = {};
	for (let index = 0; index < projectCount; index++)
		projects[1_000 + index] =
			index % 7 === 3 ? [{ id: `9${1_000 + index}`, updated_at }] : [];
	const replies = inboxApi({ projects, tools });
	const nothing = { kind: "reply", status: 200, body: { data: [] } } as const;
	return rateLimitedServer(
		60,
		(method, path, search) => {
			const type = new URLSearchParams(search).get("filters[tool_type]");
			const project = Number(/projects\/(\d+)\//.exec(path)?.[1] ?? 1_000);
			// The step is in one of the tools.
			const isElsewhere =
				type !== null && type !== tools[(project - 1_000) % 3]?.type;
			const request = {
				method,
				path: `${path}${search}`,
				headers: {},
				body: "",
			};
			const reply = isElsewhere ? nothing : replies(request);
			if (reply.kind !== "reply") throw new Error("There is no reply.");
			return Response.json(reply.body ?? null, { status: reply.status });
		},
		limit,
		windowMs,
	);
}

type Figures = {
	firstRowMs: number;
	rows: number;
	requests: number;
	refused: number;
	minutes: number;
	known: KnownInstance[];
};

async function read(
	server: RateLimitedServer,
	known: KnownInstance[] = [],
): Promise<Figures> {
	const client = createClient({
		baseUrl: "https://api.example",
		auth: bearer("ada-token"),
		fetch: server.fetch,
	});
	const began = Date.now();
	const found: number[] = [];
	const reports: InboxProgress[] = [];
	const rows = client.inbox(
		{ company_id: "4201" },
		{ known, onProgress: (each) => reports.push(each) },
	);
	const reading = (async () => {
		for await (const _ of rows) found.push(Date.now() - began);
	})();
	let isDone = false;
	const end = (): void => {
		isDone = true;
	};
	reading.then(end, end);
	while (!isDone) await vi.advanceTimersByTimeAsync(100);
	await reading;
	return {
		firstRowMs: found[0] ?? Number.POSITIVE_INFINITY,
		rows: found.length,
		requests: server.requests.length,
		refused: server.requests.filter(({ status }) => status === 429).length,
		minutes: Math.ceil((Date.now() - began) / 60_000),
		known: reports.flatMap((each) => each.known ?? []),
	};
}

const waiting = 43;
const lists = 900;
/** The person, the tools, and the projects: the stub has them on one page. */
const others = 3;

test.each([
	["no limit that is reached", 100_000, 3_600_000, 1],
	["25 requests in 10 s", 25, 10_000, 7],
	["600 requests in 60 s", 600, 60_000, 2],
	["60 requests an hour", 60, 3_600_000, 961],
])(
	"with %s: the first row within two seconds, everything in the end, no refused request; a refresh reads no instance again",
	async (_, limit, windowMs, minutes) => {
		const first = await read(serverOf(limit, windowMs));
		expect(first.firstRowMs).toBeLessThanOrEqual(2_000);
		expect(first).toMatchObject({
			rows: waiting,
			requests: others + lists + waiting,
			refused: 0,
		});
		expect(first.minutes).toBeLessThanOrEqual(minutes);
		const again = await read(serverOf(limit, windowMs), first.known);
		expect(again.firstRowMs).toBeLessThanOrEqual(2_000);
		expect(again).toMatchObject({
			rows: waiting,
			requests: others + lists,
			refused: 0,
		});
	},
	120_000,
);
