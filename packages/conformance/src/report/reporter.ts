import { writeFile } from "node:fs/promises";
import { sanitizeJson } from "@signoff/core/validation";
import type { Role } from "../behaviours/types.ts";
import { renderJunit } from "./render-junit.ts";
import { renderResult, renderTotals } from "./render-text.ts";
import { summarize } from "./summarize.ts";
import type { BehaviourResult } from "./types.ts";

/** How a check reports. */
export type ReportOptions = {
	/** Prints the report as JSON instead of text. */
	json: boolean;
	/** The file for JUnit XML; `null` if none is wanted. */
	junit: string | null;
	out(text: string): void;
};

/** Reports the behaviours of a check in a fixed order, whichever ends first. */
export type Reporter = {
	/** Prints the result, once those before it are printed. */
	add(index: number, result: BehaviourResult): void;
	/** Prints the totals, writes the file, and resolves to the exit code: 1 if a behaviour failed. */
	finish(): Promise<number>;
};

export function createReporter(role: Role, options: ReportOptions): Reporter {
	const results: BehaviourResult[] = [];
	let printed = 0;
	return {
		add(index, result) {
			results[index] = result;
			for (let next = results[printed]; next; next = results[++printed])
				if (!options.json) options.out(renderResult(next));
		},
		async finish() {
			const report = summarize(role, results);
			options.out(
				options.json ? `${sanitizeJson(report)}\n` : renderTotals(report),
			);
			if (options.junit !== null)
				await writeFile(options.junit, renderJunit(report));
			return report.totals.failed === 0 ? 0 : 1;
		},
	};
}
