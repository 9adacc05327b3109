import type { OutcomeKind } from "@signoff/core/outcome";
import { checkArgument, checkOptions } from "../options/check-options.ts";
import { countRule, functionRule, hasMethods } from "../options/rules.ts";
import type { ResumeJournal } from "../settlement/journal.ts";
import {
	checkRespondOptions,
	type RespondOptions,
} from "../settlement/respond-options.ts";

/** The progress of a bulk run. */
export type BulkProgress = {
	/** How many submissions have an outcome. */
	settled: number;
	/** How many outcomes there are of each kind; kinds without an outcome are left out. */
	kinds: Partial<Record<OutcomeKind, number>>;
};

/** How a list is settled. The options of `respond` hold for each submission. */
export type RespondAllOptions = Omit<
	RespondOptions,
	"instance" | "idempotencyToken" | "onProgress"
> & {
	/** The most submissions that are settled at once, or pulled ahead. @default 8 */
	concurrency?: number | undefined;
	/** Where the state of each settlement is stored, so that the same call resumes after a crash. */
	journal?: ResumeJournal | undefined;
	/** Send one UUID as `Idempotency-Token` with every attempt of a submission; with a journal, across crashes too. */
	idempotencyToken?: boolean | undefined;
	/** Called after each outcome. An error that it throws does not affect the run. */
	onProgress?: ((progress: BulkProgress) => void) | undefined;
};

/** The options of the run, apart from those of each submission. */
export type BulkOptions = {
	concurrency: number;
	journal: ResumeJournal | undefined;
	onProgress: ((progress: BulkProgress) => void) | undefined;
	respondOptions: RespondOptions;
};

/** @throws {TypeError} if an option is unknown or invalid */
export function parseBulkOptions(options: RespondAllOptions): BulkOptions {
	checkArgument("options", options);
	const { concurrency = 8, journal, onProgress, ...respondOptions } = options;
	checkOptions(
		{ concurrency, journal, onProgress },
		{
			concurrency: countRule,
			journal: ["a journal, with `load`, `save` and `done`", isJournal],
			onProgress: functionRule,
		},
	);
	checkRespondOptions(respondOptions);
	if ("instance" in respondOptions)
		throw new TypeError("There is no option `instance` here.");
	if (typeof respondOptions.idempotencyToken === "string")
		throw new TypeError("The option `idempotencyToken` must be a boolean.");
	return { concurrency, journal, onProgress, respondOptions };
}

function isJournal(value: unknown): boolean {
	return hasMethods(value, ["load", "save", "done"]);
}
