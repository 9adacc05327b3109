import type { OutcomeKind } from "@signoff/core/outcome";
import {
	checkOptions,
	checkRespondOptions,
	type RespondOptions,
} from "../options/check-options.ts";
import type { Journal } from "../settlement/journal.ts";

/** How far a bulk run has come. */
export type BulkProgress = {
	/** Submissions that have come to an outcome. */
	settled: number;
	/** How many came to which kind; kinds that none came to are left out. */
	kinds: Partial<Record<OutcomeKind, number>>;
};

/** How a list is gone through; what is said of one submission holds for each. */
export type RespondAllOptions = Omit<
	RespondOptions,
	"instance" | "idempotencyToken" | "onProgress"
> & {
	/** How many submissions are under way at once, and pulled ahead, at most. @default 8 */
	concurrency?: number | undefined;
	/** Where each step is written down, so that the same call goes on after a crash. */
	journal?: Journal | undefined;
	/** Send one UUID as `Idempotency-Token` with every try of a submission, across crashes too where there is a journal. */
	idempotencyToken?: boolean | undefined;
	/** Told after each outcome. What it throws does not reach the run. */
	onProgress?: ((progress: BulkProgress) => void) | undefined;
};

/** The options of a list, apart from those of each submission. */
export type BulkOptions = {
	concurrency: number;
	journal: Journal | undefined;
	onProgress: ((progress: BulkProgress) => void) | undefined;
	each: RespondOptions;
};

const isFunction = (value: unknown): boolean => typeof value === "function";

/** @throws {TypeError} where an option is unknown or not what it should be */
export function bulkOptions(options: RespondAllOptions): BulkOptions {
	const { concurrency = 8, journal, onProgress, ...each } = options;
	checkOptions(
		{ concurrency, journal, onProgress },
		{
			concurrency: [
				"a positive integer",
				(value) => Number.isSafeInteger(value) && Number(value) > 0,
			],
			journal: ["a journal, with `load`, `save` and `done`", isJournal],
			onProgress: ["a function", isFunction],
		},
	);
	checkRespondOptions(each);
	if ("instance" in each)
		throw new TypeError("There is no option `instance` here.");
	if (typeof each.idempotencyToken === "string")
		throw new TypeError("The option `idempotencyToken` must be a boolean.");
	return { concurrency, journal, onProgress, each };
}

function isJournal(value: unknown): boolean {
	return (
		typeof value === "object" &&
		value !== null &&
		["load", "save", "done"].every((name) =>
			isFunction(Reflect.get(value, name)),
		)
	);
}
