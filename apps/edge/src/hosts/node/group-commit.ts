import type { Commit, Sql } from "../../upstreams/embedded/sql-database.ts";

type Member = {
	work: () => unknown;
	resolve(result: unknown): void;
	reject(error: unknown): void;
};

/**
 * Commits the transactions that arrive in one turn of the event loop together, with one wait for the disk. They run in
 * the order of arrival. If one of them throws, all are rolled back and then run one by one, so that it fails alone.
 */
export function groupCommit(sql: Sql): Commit {
	let group: Member[] = [];

	function commitGroup(): void {
		const members = group;
		group = [];
		const results = members.length > 1 ? runTogether(sql, members) : null;
		for (const [index, member] of members.entries())
			if (results === null) runAlone(sql, member);
			else member.resolve(results[index]);
	}

	return <T>(work: () => T): Promise<T> => {
		const { promise, resolve, reject } = Promise.withResolvers<T>();
		if (group.length === 0) setImmediate(commitGroup);
		group.push({ work, resolve: (result) => resolve(result as T), reject });
		return promise;
	};
}

/** The results in order; `null` if the transaction was rolled back. */
function runTogether(sql: Sql, members: Member[]): unknown[] | null {
	try {
		return sql.transaction(() => members.map(({ work }) => work()));
	} catch {
		// Running them one by one shows whose error it is.
		return null;
	}
}

function runAlone(sql: Sql, { work, resolve, reject }: Member): void {
	try {
		resolve(sql.transaction(work));
	} catch (error) {
		reject(error);
	}
}
