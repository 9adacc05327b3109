import type { Commit, Sql } from "./sql-database.ts";

/** Is called after each transaction that was committed. */
export type CommitObserver = (groupSize: number, durationMs: number) => void;

type Member = {
	work: () => unknown;
	resolve(result: unknown): void;
	reject(error: unknown): void;
};

/**
 * Commits the transactions that arrive in one turn of the event loop together, with one wait for the disk. They run in
 * the order of arrival. If one of them throws, all are rolled back and then run one by one, so that it fails alone.
 *
 * @param onCommit is called after each transaction that was committed
 */
export function groupCommit(
	sql: Sql,
	onCommit: CommitObserver | null = null,
): Commit {
	let group: Member[] = [];

	function commitGroup(): void {
		const members = group;
		group = [];
		const results = members.length > 1 ? runTogether(members) : null;
		for (const [index, member] of members.entries())
			if (results === null) runAlone(member);
			else member.resolve(results[index]);
	}

	/** The results in order; `null` if the transaction was rolled back. */
	function runTogether(members: Member[]): unknown[] | null {
		try {
			return transaction(members.length, () =>
				members.map(({ work }) => work()),
			);
		} catch {
			// Running them one by one shows whose error it is.
			return null;
		}
	}

	function runAlone({ work, resolve, reject }: Member): void {
		try {
			resolve(transaction(1, work));
		} catch (error) {
			reject(error);
		}
	}

	function transaction<T>(size: number, work: () => T): T {
		if (onCommit === null) return sql.transaction(work);
		const startedAt = performance.now();
		const result = sql.transaction(work);
		onCommit(size, performance.now() - startedAt);
		return result;
	}

	return <T>(work: () => T): Promise<T> => {
		const { promise, resolve, reject } = Promise.withResolvers<T>();
		if (group.length === 0) setImmediate(commitGroup);
		group.push({ work, resolve: (result) => resolve(result as T), reject });
		return promise;
	};
}
