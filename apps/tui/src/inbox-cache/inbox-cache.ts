import type { Me } from "@signoff/core";
import { type CacheFiles, createCacheFiles } from "./cache-files.ts";
import {
	createInboxSession,
	emptyCache,
	type InboxSession,
	type ShownInbox,
} from "./inbox-session.ts";

/** Keeps the last known inbox of each company between runs of the app. */
export type InboxCache = {
	/**
	 * Opens the inbox of the person who used this login last; `null` if it is not known who that is. The first call for a
	 * company reads the file, and the call after it has its result: call it early.
	 */
	openByLogin: (company_id: string) => Promise<InboxSession | null>;
	/** Opens the inbox of a person; it is empty if none was stored. */
	openByPerson: (company_id: string, me: Me) => Promise<InboxSession>;
	/** Stores an inbox soon; a later call replaces it. */
	store: (company_id: string, session: InboxSession, shown: ShownInbox) => void;
	/** Resolves once everything is stored. */
	flush: () => Promise<void>;
};

/** What a cache is made from. */
export type InboxCacheOptions = {
	/** The state folder. */
	folder: string;
	base_url: string;
	/** See `loginKey`; `null` if the login is not known before the server was asked. */
	login: string | null;
	/** Unix milliseconds. */
	now: () => number;
};

// Rows arrive in many small steps, and each write replaces the whole file.
const storeDelayMs = 2_000;

/** A cache in files of the state folder. */
export function createInboxCache({
	folder,
	base_url,
	login,
	now,
}: InboxCacheOptions): InboxCache {
	const files: CacheFiles = createCacheFiles(folder, now);
	const opened = new Map<string, Promise<InboxSession | null>>();
	let pending: (() => Promise<void>) | null = null;
	let timer: NodeJS.Timeout | undefined;
	let writing: Promise<void> = Promise.resolve();

	async function openByLogin(company_id: string): Promise<InboxSession | null> {
		if (login === null) return null;
		const cached = await files.findByLogin({ base_url, company_id }, login);
		return cached === null ? null : createInboxSession(cached, login, now);
	}

	/** Writes one after the other, so that the last one is stored last. */
	function write(): Promise<void> {
		clearTimeout(timer);
		timer = undefined;
		const next = pending;
		pending = null;
		if (next !== null) writing = writing.then(next);
		return writing;
	}

	return {
		openByLogin: (company_id) => {
			const early = opened.get(company_id) ?? openByLogin(company_id);
			if (!opened.delete(company_id)) opened.set(company_id, early);
			return early;
		},
		openByPerson: async (company_id, me) => {
			const key = { base_url, company_id };
			const cached = await files.findByPerson(key, me);
			return createInboxSession(cached ?? emptyCache(me), login, now);
		},
		store: (company_id, session, shown) => {
			pending = () =>
				files.write({ base_url, company_id }, session.cached(shown));
			timer ??= setTimeout(() => void write(), storeDelayMs);
		},
		flush: write,
	};
}
