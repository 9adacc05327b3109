import type { Me } from "@signoff/core";
import type { Project } from "@signoff/core/contract";
import {
	type InboxProgress,
	type InstanceListName,
	type SafeResult,
	safe,
	type WaitingStep,
} from "@signoff/sdk";
import {
	createInboxSession,
	emptyCache,
	type InboxSession,
} from "../inbox-cache/inbox-session.ts";
import { loadProgress } from "../model/load-progress.ts";
import { readInbox } from "../model/read-inbox.ts";
import { batchUpdates } from "./batch-updates.ts";
import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import type { Effect } from "./messages.ts";
import { withTicks } from "./with-ticks.ts";

type EffectOf<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;

/** Opens, loads, refreshes and stores the inbox. One load runs at a time. */
export type InboxLoader = {
	open: (effect: EffectOf<"open_inbox">, dispatch: Dispatch) => Promise<void>;
	load: (effect: EffectOf<"load_inbox">, dispatch: Dispatch) => Promise<void>;
	listProjects: (
		effect: EffectOf<"list_projects">,
		dispatch: Dispatch,
	) => Promise<void>;
	store: (effect: EffectOf<"store_inbox">) => void;
	scheduleRefresh: (
		effect: EffectOf<"schedule_refresh">,
		dispatch: Dispatch,
	) => void;
	/** Resolves once the inbox is stored. */
	flush: () => Promise<void>;
};

export function createInboxLoader(deps: EffectDeps): InboxLoader {
	const { client, signal, now, inboxCache } = deps;
	let session: InboxSession | null = null;
	let current: AbortController | null = null;
	let refresh: NodeJS.Timeout | undefined;
	/** The projects that were listed for the choice, for the load after it. */
	let listed: Project[] | undefined;

	async function open(
		{ company_id, loadId }: EffectOf<"open_inbox">,
		dispatch: Dispatch,
	): Promise<void> {
		session = (await inboxCache?.openByLogin(company_id)) ?? null;
		if (session === null) {
			await deps.drawn;
			const read = await withTicks(
				deps,
				dispatch,
				safe(client.me({ company_id }, { signal })),
			);
			if (read.kind === "failed")
				return dispatch({ ...read, kind: "load_failed", loadId });
			session = await openFor(company_id, read.value);
		}
		dispatch({ kind: "me_loaded", me: session.me });
		dispatch({ kind: "cache_opened", ...session.shown });
	}

	async function openFor(company_id: string, me: Me): Promise<InboxSession> {
		return (
			(await inboxCache?.openByPerson(company_id, me)) ??
			createInboxSession(emptyCache(me), null, now)
		);
	}

	async function load(
		{ company_id, watched, loadId }: EffectOf<"load_inbox">,
		dispatch: Dispatch,
	): Promise<void> {
		clearTimeout(refresh);
		current?.abort();
		const controller = new AbortController();
		current = controller;
		const cursor = session?.begin(watched) ?? undefined;
		const updates = batchUpdates<LoadUpdate>((batch) => {
			deliver(batch, loadId, dispatch);
			session?.rowsShown();
		});
		const projects = listed;
		listed = undefined;
		const reading = readInbox(client, company_id, {
			watched,
			projects,
			signal: AbortSignal.any([signal, controller.signal]),
			known: session?.known() ?? [],
			cursor,
			onFound: (step) => updates.add([{ kind: "step", step }]),
			onProgress: (progress) => {
				session?.note(progress);
				updates.add([{ kind: "progress", progress }]);
			},
		});
		const read = await withTicks(deps, dispatch, reading);
		// The last progress is reported in a microtask.
		await Promise.resolve();
		if (controller.signal.aborted || signal.aborted) return;
		updates.flush();
		const isRest = cursor !== undefined;
		if (read.kind === "ok") session?.complete(isRest);
		finish(read, { loadId, isRest }, dispatch);
	}

	function finish(
		read: SafeResult<{ hidden: number }>,
		{ loadId, isRest }: { loadId: number; isRest: boolean },
		dispatch: Dispatch,
	): void {
		dispatch({ kind: "ticked", now: now() });
		if (read.kind === "ok") {
			const unreadable = read.value.hidden;
			dispatch({ kind: "load_completed", loadId, unreadable, isRest });
		} else dispatch({ ...read, kind: "load_failed", loadId });
	}

	async function listProjects(
		{ company_id, loadId }: EffectOf<"list_projects">,
		dispatch: Dispatch,
	): Promise<void> {
		const reading = safe(
			collect(client.projects.list({ company_id }, { signal })),
		);
		const read = await withTicks(deps, dispatch, reading);
		if (read.kind === "ok") {
			listed = read.value;
			dispatch({ kind: "projects_loaded", projects: read.value });
		} else dispatch({ ...read, kind: "projects_failed", loadId });
	}

	return {
		open,
		load,
		listProjects,
		store: ({ company_id, shown }) => {
			if (session !== null) inboxCache?.store(company_id, session, shown);
		},
		scheduleRefresh: ({ loadId, afterMs }, dispatch) => {
			clearTimeout(refresh);
			refresh = setTimeout(
				() => dispatch({ kind: "refresh_due", loadId }),
				afterMs,
			);
			refresh.unref();
		},
		flush: async () => inboxCache?.flush(),
	};
}

type LoadUpdate =
	| { kind: "step"; step: WaitingStep }
	| { kind: "progress"; progress: InboxProgress };

/** Dispatches the steps before the lists: a list is complete once its steps are shown. */
function deliver(
	batch: LoadUpdate[],
	loadId: number,
	dispatch: Dispatch,
): void {
	const steps = batch.flatMap((each) =>
		each.kind === "step" ? each.step : [],
	);
	const reports = batch.flatMap((each) =>
		each.kind === "progress" ? each.progress : [],
	);
	const lists: InstanceListName[] = reports.flatMap(({ list }) => list ?? []);
	if (steps.length > 0) dispatch({ kind: "steps_loaded", loadId, steps });
	if (lists.length > 0) dispatch({ kind: "lists_completed", loadId, lists });
	const last = reports.at(-1);
	if (last !== undefined)
		dispatch({ kind: "load_progressed", loadId, progress: loadProgress(last) });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
	const collected: T[] = [];
	for await (const item of items) collected.push(item);
	return collected;
}
