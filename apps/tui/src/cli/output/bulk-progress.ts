import { type OutcomeKind, outcomeTraits } from "@signoff/core";
import { createProgressLine } from "../../terminal/progress-line.ts";
import { supportsUnicode } from "../../terminal/theme.ts";

/** Shows at a terminal how many rows are done. */
export type BulkProgress = {
	/** @param done the rows that an earlier run has settled */
	begin(rows: number, done: number): void;
	add(kind: OutcomeKind): void;
	end(): void;
};

const barWidth = 20;

/** @param asJson then lines are printed instead, which a bar would tear apart */
export function createBulkProgress(
	stderr: NodeJS.WriteStream,
	env: Partial<Record<string, string>>,
	now: () => number,
	asJson: boolean,
): BulkProgress {
	const isShown = !asJson && stderr.isTTY && env["TERM"] !== "dumb";
	const line = createProgressLine({ output: stderr, env, now });
	const [full, empty] = supportsUnicode(env) ? ["█", "░"] : ["#", "-"];
	let total = 0;
	let done = 0;
	let failed = 0;

	function draw(): void {
		if (!isShown) return;
		const filled = total === 0 ? 0 : Math.floor((done / total) * barWidth);
		const bar = full.repeat(filled) + empty.repeat(barWidth - filled);
		const failures = failed === 0 ? "" : `, ${failed} not on record`;
		const text = `${bar} ${done} of ${total} rows${failures}`;
		line.show(() => text);
	}

	return {
		begin(rows, settled) {
			total = rows;
			done = settled;
			draw();
		},
		add(kind) {
			done++;
			if (!outcomeTraits[kind].onRecord) failed++;
			draw();
		},
		end: line.end,
	};
}
