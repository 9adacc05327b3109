import type { InboxProgress, WaitingStep } from "@signoff/sdk";
import { expect, test } from "vitest";
import { personAda, waitingStep } from "../testing/waiting-step.ts";
import type { CachedInbox } from "./cached-inbox.ts";
import {
	createInboxSession,
	emptyCache,
	type InboxSession,
} from "./inbox-session.ts";

const all = { kind: "all" } as const;
let time = 10_000_000;

function sessionOf(cached: Partial<CachedInbox> = {}): InboxSession {
	const before = { ...emptyCache(personAda), watched: all, ...cached };
	return createInboxSession(before, "login", () => time);
}

function progress(step: WaitingStep | null, done: string[]): InboxProgress {
	return {
		lists: { found: 9, done: done.length },
		instances: { found: 0, done: 0 },
		known:
			step === null ? null : { scope: step.scope, instance: step.instance },
		unreadable: null,
		list: null,
		requests: 1,
		quota: null,
		waiting_until: null,
		cursor: { version: 1, done },
	};
}

const stored = (session: InboxSession, rows: WaitingStep[] = []): CachedInbox =>
	session.cached({ watched: all, readAt: null, rows });

const idsOf = (session: InboxSession): string[] =>
	session.known().map(({ instance }) => instance.id);

test("an interrupted load is continued once, with what it knew", () => {
	const first = sessionOf();
	expect(first.begin(all)).toBe(null);
	first.note(progress(waitingStep("1"), []));
	first.note(progress(waitingStep("2"), ["a"]));
	first.rowsShown();
	const cached = stored(first, [waitingStep("1")]);
	expect(cached.progress).toEqual({
		at: time,
		cursor: { version: 1, done: ["a"] },
	});
	expect(cached.others.map(({ instance }) => instance.id)).toEqual(["2"]);
	const later = sessionOf(JSON.parse(JSON.stringify(cached)));
	expect(idsOf(later)).toEqual(["1", "2"]);
	expect(later.begin(all)).toEqual({ version: 1, done: ["a"] });
	expect(later.begin(all)).toBe(null);
});

test("a list that ends before its rows are shown is not stored as read", () => {
	const session = sessionOf();
	session.begin(all);
	session.note(progress(null, ["a"]));
	session.rowsShown();
	session.note(progress(null, ["a", "b"]));
	expect(stored(session).progress?.cursor.done).toEqual(["a"]);
});

test("a load of other projects, or one that was interrupted long ago, begins anew", () => {
	const at = time;
	const interrupted = {
		progress: { at, cursor: { version: 1 as const, done: ["a"] } },
	};
	const some = { kind: "some", company: true, projects: [] } as const;
	expect(sessionOf(interrupted).begin({ ...some, projects: [] })).toBe(null);
	time += 3_600_000;
	expect(sessionOf(interrupted).begin(all)).toBe(null);
});

test("a complete load forgets the instances that it did not see; one that continued another keeps them", () => {
	for (const isRest of [false, true]) {
		const session = sessionOf({ rows: [waitingStep("1")] });
		session.begin(all);
		session.note(progress(waitingStep("2"), ["a"]));
		session.complete(isRest);
		expect(idsOf(session)).toEqual(isRest ? ["1", "2"] : ["2"]);
		expect(stored(session).progress).toBe(null);
	}
});

test("keeps the logins of a person, the latest first, and not without end", () => {
	const logins = Array.from({ length: 30 }, (_, index) => `old ${index}`);
	const cached = stored(sessionOf({ logins: ["old 0", "login", ...logins] }));
	expect(cached.logins.slice(0, 2)).toEqual(["login", "old 0"]);
	expect(cached.logins).toHaveLength(20);
});
