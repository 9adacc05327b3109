import { type OutcomeKind, outcomeKinds, outcomeTraits } from "@signoff/core";

/** The sum of a bulk run, as `--json` prints it last. */
export type BulkSummary = {
	rows: number;
	/** How many outcomes there are of each kind; kinds without an outcome are left out. */
	kinds: Partial<Record<OutcomeKind, number>>;
	/** The rows that are not on record, in their order. */
	failures: { row: number; kind: OutcomeKind }[];
};

/** The kind of each row's outcome, in one byte each. */
export type Tally = {
	add(row: number, kind: OutcomeKind): void;
	has(row: number): boolean;
	/** How many rows have an outcome. */
	done(): number;
	/** Rows without an outcome count as `deferred`: nothing of them was sent. */
	summary(): BulkSummary;
};

/** @param rows how many there are; they are numbered from 1 */
export function createTally(rows: number): Tally {
	const kinds = new Uint8Array(rows + 1);
	let done = 0;
	const kindOf = (row: number): OutcomeKind =>
		outcomeKinds[(kinds[row] ?? 0) - 1] ?? "deferred";
	return {
		add(row, kind) {
			if (kinds[row] === 0) done++;
			kinds[row] = outcomeKinds.indexOf(kind) + 1;
		},
		has: (row) => kinds[row] !== 0,
		done: () => done,
		summary() {
			const summary: BulkSummary = { rows, kinds: {}, failures: [] };
			for (let row = 1; row <= rows; row++) {
				const kind = kindOf(row);
				summary.kinds[kind] = (summary.kinds[kind] ?? 0) + 1;
				if (!outcomeTraits[kind].onRecord) summary.failures.push({ row, kind });
			}
			return summary;
		},
	};
}

/** The kinds that decide the exit code of several outcomes, the worst first. */
const worstFirst: readonly OutcomeKind[] = [
	"uncertain",
	"deferred",
	"unauthenticated",
	"forbidden",
	"not_found",
	"invalid",
	"superseded",
	"conflict",
];

/** The worst of several kinds; `recorded` if all are on record. */
export function worstKind(kinds: BulkSummary["kinds"]): OutcomeKind {
	return worstFirst.find((kind) => kinds[kind] !== undefined) ?? "recorded";
}
