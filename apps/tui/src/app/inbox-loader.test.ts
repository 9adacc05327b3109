import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bearer, createClient } from "@signoff/sdk";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInboxCache, type InboxCache } from "../inbox-cache/index.ts";
import type { Watched } from "../model/watched.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { replyForLargeCompany } from "../testing/large-company.ts";
import { newStateHome } from "../testing/state-home.ts";
import { createEffectRunner } from "./effects.ts";
import { newApp } from "./state.ts";
import { createStore, type Store } from "./store.ts";

const small = { projects: 20, tools: 2, limit: null };
const all: Watched = { kind: "all" };
let folder: string;
const stops: (() => void)[] = [];
const flushes: (() => Promise<void>)[] = [];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "signoff-loader-"));
});
afterEach(async () => {
	vi.useRealTimers();
	for (const stop of stops.splice(0)) stop();
	await Promise.all(flushes.splice(0).map((flush) => flush()));
	await rm(folder, { recursive: true });
});

/** A `fetch` of the large company, and the paths that it received. `isHeld`: requests that are never answered. */
function server(isHeld: (path: string) => boolean = () => false): {
	fetch: typeof globalThis.fetch;
	paths: string[];
} {
	const reply = replyForLargeCompany(small);
	const paths: string[] = [];
	const fetch: typeof globalThis.fetch = async (input, init) => {
		const request = new Request(input, init);
		const path = request.url.slice("https://api.example".length);
		paths.push(path);
		if (isHeld(path))
			await new Promise((_, reject) =>
				request.signal.addEventListener("abort", () =>
					reject(request.signal.reason),
				),
			);
		const { status, body, headers } = Object(
			reply({ method: request.method, path, token: "", body: "" }),
		);
		return Response.json(body, { status, headers });
	};
	return { fetch, paths };
}

function cacheOf(login = "login"): InboxCache {
	return createInboxCache({
		folder,
		base_url: "https://api.example",
		login,
		now: Date.now,
	});
}

type App = {
	store: Store;
	flush: () => Promise<unknown>;
	/** Resolves with the state once it matches. */
	until: (matches: (store: Store) => boolean) => Promise<void>;
	close: () => void;
};

/** The app's store and effects, without a terminal. */
function openApp(
	fetch: typeof globalThis.fetch,
	watched: Watched | null = null,
): App {
	const controller = new AbortController();
	const stateHome = newStateHome();
	const runner = createEffectRunner({
		client: createClient({
			baseUrl: "https://api.example",
			auth: bearer("ada-token"),
			fetch,
		}),
		inboxCache: cacheOf(),
		outbox: {
			open: () => openOutbox(stateHome),
			environment: "https://api.example",
			undoMs: 0,
		},
		deadlineMs: undefined,
		signal: controller.signal,
		drawn: Promise.resolve(),
		now: Date.now,
		edit: () => Promise.reject(new Error("There is no editor.")),
		guardrails: {},
		paths: { home: "/", cwd: "/" },
		copy: () => {},
		openUrl: () => Promise.resolve(),
		suspend: () => Promise.resolve(),
		onUnexpectedError: (error) => {
			throw error;
		},
	});
	const scope = { company_id: "4201" };
	const target = { scope, instance: null, item_url: null, watched };
	const size = { columns: 100, rows: 30 };
	const store = createStore(newApp(target, size, Date.now()), runner.run);
	const close = (): void => controller.abort();
	stops.push(close);
	flushes.push(async () => void (await runner.close()));
	const until: App["until"] = (matches) =>
		new Promise((resolve) => {
			const check = (): void => {
				if (!matches(store)) return;
				unsubscribe();
				resolve();
			};
			const unsubscribe = store.subscribe(check);
			check();
		});
	store.start();
	return { store, until, close, flush: runner.close };
}

const isLoaded = ({ get }: Store): boolean =>
	get().inbox.status.kind === "loaded";
const rowCount = ({ get }: Store): number => get().inbox.rows.length;
const listsIn = (paths: string[]): string[] =>
	paths.filter((path) => path.includes("/instances?"));
const readsIn = (paths: string[]): string[] =>
	paths.filter((path) => /\/instances\/\d+$/.test(path));

test("the first start asks which projects to watch; the choice and the rows are there at the next start", async () => {
	const first = server();
	const app = openApp(first.fetch);
	await app.until(({ get }) => get().flow.screen === "projects");
	expect(listsIn(first.paths)).toEqual([]);
	for (const key of ["/", ..."project 3", "<enter>", " ", "<enter>"])
		app.store.dispatch({ kind: "key_pressed", key });
	await app.until(isLoaded);
	expect(rowCount(app.store)).toBe(1);
	expect(listsIn(first.paths)).toHaveLength(small.tools);
	await app.flush();
	app.close();
	const second = server(() => true);
	const again = openApp(second.fetch);
	await again.until((store) => rowCount(store) === 1);
	expect(again.store.get().me?.login).toBe("ada@harbor.example");
	expect(again.store.get().target.watched).toMatchObject({ kind: "some" });
	expect(again.store.get().flow.screen).toBe("inbox");
});

test("a refresh reads the lists, and no instance that has not changed", async () => {
	const app = openApp(server().fetch, all);
	await app.until(isLoaded);
	expect(rowCount(app.store)).toBe(3);
	await app.flush();
	app.close();
	const { fetch, paths } = server();
	const later = openApp(fetch, all);
	await later.until(isLoaded);
	expect(rowCount(later.store)).toBe(3);
	expect(listsIn(paths)).toHaveLength(small.projects * small.tools);
	expect(readsIn(paths)).toEqual([]);
	// Lists of projects with a waiting step come first.
	expect(
		listsIn(paths)
			.slice(0, 3)
			.map((path) => /projects\/(\d+)/.exec(path)?.[1]),
	).toEqual(["1003", "1010", "1017"]);
});

test("a load that was interrupted goes on at the next start, and keeps the rows that it had", async () => {
	const isHeld = (path: string): boolean => path.includes("projects/1019");
	const first = server(isHeld);
	const app = openApp(first.fetch, all);
	const lists = small.projects * small.tools;
	await app.until(
		({ get }) => get().inbox.progress?.lists.done === lists - small.tools,
	);
	await app.flush();
	app.close();
	const { fetch, paths } = server();
	const later = openApp(fetch, all);
	await later.until(isLoaded);
	expect(rowCount(later.store)).toBe(3);
	// Lists that were complete are not read again. Those whose steps were shown last may not have been.
	const again = listsIn(paths).map((path) => /projects\/(\d+)/.exec(path)?.[1]);
	expect(["1003", "1010", "1017", "1019"]).toEqual(
		expect.arrayContaining(again),
	);
	expect(again.length).toBeLessThanOrEqual(small.tools + 3);
	expect(later.store.get().inbox.progress?.lists).toEqual({
		found: lists,
		done: lists,
	});
});

test("another choice of projects ends the load that runs, and removes the rows of other projects", async () => {
	const { fetch, paths } = server((path) => path.includes("projects/1019"));
	const app = openApp(fetch, all);
	await app.until((store) => rowCount(store) === 3);
	for (const key of ["p"]) app.store.dispatch({ kind: "key_pressed", key });
	await app.until(({ get }) => get().projects.kind === "choosing");
	const before = paths.length;
	for (const key of ["a", "/", ..."(1010)", "<enter>", " ", "<enter>"])
		app.store.dispatch({ kind: "key_pressed", key });
	await app.until(isLoaded);
	expect(
		app.store.get().inbox.rows.map(({ waitingStep }) => waitingStep.project),
	).toEqual(["Project 10"]);
	expect(listsIn(paths.slice(before))).toHaveLength(small.tools);
});

test("`r` during a load does not start another one", async () => {
	const { fetch, paths } = server((path) => path.includes("projects/1019"));
	const app = openApp(fetch, all);
	await app.until((store) => rowCount(store) === 3);
	const { loadId } = app.store.get().inbox;
	app.store.dispatch({ kind: "key_pressed", key: "r" });
	expect(app.store.get().inbox.loadId).toBe(loadId);
	expect(paths.filter((path) => path.includes("/tools"))).toHaveLength(1);
});

test("the next load is scheduled when one ends, and begins when it is due", async () => {
	const { fetch } = server();
	const app = openApp(fetch, all);
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	await app.until(isLoaded);
	const { loadId } = app.store.get().inbox;
	await vi.advanceTimersByTimeAsync(5 * 60_000 - 1);
	expect(app.store.get().inbox.loadId).toBe(loadId);
	await vi.advanceTimersByTimeAsync(1);
	expect(app.store.get().inbox.loadId).toBe(loadId + 1);
});

test("if the projects cannot be listed, the choice says so, and the inbox stays", async () => {
	let isDown = false;
	const { fetch } = server();
	const app = openApp(async (input, init) => {
		const { url } = new Request(input, init);
		return isDown && url.includes("v1.0/projects")
			? new Response(null, { status: 403 })
			: fetch(input, init);
	}, all);
	await app.until(isLoaded);
	isDown = true;
	app.store.dispatch({ kind: "key_pressed", key: "p" });
	await app.until(({ get }) => get().projects.kind === "failed");
	expect(isLoaded(app.store)).toBe(true);
	app.store.dispatch({ kind: "key_pressed", key: "<escape>" });
	expect(app.store.get().flow.screen).toBe("inbox");
	expect(rowCount(app.store)).toBe(3);
});
