import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Me } from "@signoff/core";
import {
	removeInterruptedWrites,
	writeFileAtomically,
} from "@signoff/sdk/node";
import {
	type CachedInbox,
	parseCache,
	serializeCache,
} from "./cached-inbox.ts";

/** Which company of which server. */
export type CompanyKey = { base_url: string; company_id: string };

/** The cache files of the state folder: one for each environment, company and person. */
export type CacheFiles = {
	/** The inbox of the person who used this login last; `null` if there is none. */
	findByLogin: (key: CompanyKey, login: string) => Promise<CachedInbox | null>;
	findByPerson: (key: CompanyKey, me: Me) => Promise<CachedInbox | null>;
	/** Replaces the file atomically. Several apps may write it; the last one wins. Does not reject: it is only a cache. */
	write: (key: CompanyKey, cached: CachedInbox) => Promise<void>;
};

/**
 * The cache files in a folder. A file that cannot be read counts as missing.
 *
 * @param folder the state folder; it is created if needed, for its owner only
 * @param now Unix milliseconds
 */
export function createCacheFiles(
	folder: string,
	now: () => number,
): CacheFiles {
	const companyFolder = ({ base_url, company_id }: CompanyKey): string =>
		join(folder, "inbox", digest([base_url, company_id]));
	const fileOf = (key: CompanyKey, { id, login }: Me): string =>
		join(companyFolder(key), `${digest([id, login ?? ""])}.json`);

	async function read(file: string): Promise<CachedInbox | null> {
		const content = await readFile(file, "utf8").catch(() => null);
		return content === null ? null : parseCache(content, now());
	}

	return {
		findByLogin: async (key, login) => {
			const within = companyFolder(key);
			const names = await readdir(within).catch(() => []);
			for (const name of names.filter((each) => each.endsWith(".json"))) {
				const cached = await read(join(within, name));
				if (cached?.logins.includes(login)) return cached;
			}
			return null;
		},
		findByPerson: (key, me) => read(fileOf(key, me)),
		write: async (key, cached) => {
			try {
				const within = companyFolder(key);
				await mkdir(within, { recursive: true, mode: 0o700 });
				for (const each of [folder, join(folder, "inbox"), within])
					await chmod(each, 0o700);
				const file = fileOf(key, cached.me);
				removeInterruptedWrites(file, now() - abandonedMs);
				await writeFileAtomically(file, serializeCache(cached));
			} catch {
				// Without the cache the next start reads everything again.
			}
		},
	};
}

/** A temporary file that is older than this is no longer being written. */
const abandonedMs = 60_000;

/**
 * Recognises a login without the server: a digest of its token, from which the token cannot be found.
 *
 * @param login the token, or what stays the same while a stored login is renewed
 */
export function loginKey(login: string): string {
	return digest(["login", login]);
}

function digest(parts: string[]): string {
	return createHash("sha256")
		.update(JSON.stringify(parts))
		.digest("hex")
		.slice(0, 32);
}
