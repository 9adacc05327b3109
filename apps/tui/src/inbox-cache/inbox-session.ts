import type { Me } from "@signoff/core";
import type { InboxCursor, InboxProgress, KnownInstance } from "@signoff/sdk";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { Watched } from "../model/watched.ts";
import type { CachedInbox } from "./cached-inbox.ts";

/** The rows of an inbox, and the choice of projects, as the app shows them. */
export type ShownInbox = Pick<CachedInbox, "watched" | "readAt" | "rows">;

/** What the loads of one inbox keep between them. */
export type InboxSession = {
	me: Me;
	/** As it was stored last. */
	shown: ShownInbox;
	/** Instances that were read before, for the option `known`. */
	known: () => KnownInstance[];
	/**
	 * Begins a load.
	 *
	 * @returns how far an interrupted load of an earlier run was, the first time and if it is not too old
	 */
	begin: (watched: Watched) => InboxCursor | null;
	/** Keeps what a progress says. */
	note: (progress: InboxProgress) => void;
	/** Notes that all rows that were found so far are shown: the load can be continued after them. */
	rowsShown: () => void;
	/** Ends a load that read everything. @param isRest whether it continued an earlier one */
	complete: (isRest: boolean) => void;
	/** What is stored. */
	cached: (shown: ShownInbox) => CachedInbox;
};

/** A load that was interrupted longer ago begins anew. The limit of the API has windows of an hour (contract §4). */
const maxResumeMs = 3_600_000;

/** @param now Unix milliseconds */
export function createInboxSession(
	cached: CachedInbox,
	login: string | null,
	now: () => number,
): InboxSession {
	const { me, rows, others } = cached;
	let known = byKey([...rows, ...others]);
	let seen = new Map<string, KnownInstance>();
	let interrupted = cached.progress;
	let progress = cached.progress;
	let latest: InboxProgress | null = null;
	const logins = [
		...new Set([...(login === null ? [] : [login]), ...cached.logins]),
	];

	return {
		me,
		shown: { watched: cached.watched, readAt: cached.readAt, rows },
		known: () => [...known.values()],
		begin: (watched) => {
			const isSame = JSON.stringify(watched) === JSON.stringify(cached.watched);
			const from = interrupted;
			interrupted = null;
			progress = null;
			latest = null;
			seen = new Map();
			return from !== null && isSame && now() - from.at < maxResumeMs
				? from.cursor
				: null;
		},
		note: (noted) => {
			latest = noted;
			if (noted.known === null) return;
			const key = keyOf(noted.known);
			seen.set(key, noted.known);
			known.set(key, noted.known);
		},
		rowsShown: () => {
			if (latest !== null) progress = { at: now(), cursor: latest.cursor };
		},
		complete: (isRest) => {
			progress = null;
			if (!isRest) known = seen;
		},
		cached: (shown) => {
			const waiting = byKey(shown.rows);
			const others = [...known]
				.filter(([key]) => !waiting.has(key))
				.map(([, { scope, instance }]) => ({ scope, instance }));
			const recent = logins.slice(0, maxLogins);
			return { me, logins: recent, ...shown, others, progress };
		},
	};
}

/** Each renewal of the token adds one. */
const maxLogins = 20;

/** The session of a person without a stored inbox. */
export function emptyCache(me: Me): CachedInbox {
	return {
		me,
		logins: [],
		watched: null,
		readAt: null,
		rows: [],
		others: [],
		progress: null,
	};
}

function byKey(
	instances: readonly (KnownInstance | WaitingStep)[],
): Map<string, KnownInstance> {
	return new Map(instances.map((each) => [keyOf(each), each]));
}

function keyOf({ scope, instance }: KnownInstance): string {
	const { company_id, project_id } = scope;
	return JSON.stringify([company_id, project_id ?? null, instance.id]);
}
