import type { Instance, Submission } from "@signoff/core/contract";
import type { OutcomeKind } from "@signoff/core/outcome";
import { checkOptions, type OptionRules } from "../options/check-options.ts";
import {
	booleanRule,
	countRule,
	functionRule,
	methodsRule,
} from "../options/rules.ts";
import type { ResumeJournal } from "../settlement/journal.ts";
import {
	type RespondOptions,
	respondRules,
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
	/** Returns the instance of a submission if it was read before, which saves the first read. @default none */
	instanceOf?: ((submission: Submission) => Instance | undefined) | undefined;
	/** Called after each outcome. An error that it throws does not affect the run. */
	onProgress?: ((progress: BulkProgress) => void) | undefined;
};

/** The options of the run, apart from those of each submission. */
type BulkOptions = {
	concurrency: number;
	journal: ResumeJournal | undefined;
	instanceOf: (submission: Submission) => Instance | undefined;
	onProgress: ((progress: BulkProgress) => void) | undefined;
	respondOptions: RespondOptions;
};

const { instance: _, ...rules } = respondRules;

const bulkRules: OptionRules<RespondAllOptions> = {
	...rules,
	idempotencyToken: booleanRule,
	concurrency: countRule,
	instanceOf: functionRule,
	journal: methodsRule("a journal, with `load`, `save` and `done`", [
		"load",
		"save",
		"done",
	]),
};

/** @throws {TypeError} if an option is unknown or invalid */
export function parseBulkOptions(options: RespondAllOptions): BulkOptions {
	checkOptions(options, bulkRules);
	const {
		concurrency = 8,
		journal,
		instanceOf = () => undefined,
		onProgress,
		...respondOptions
	} = options;
	return { concurrency, journal, instanceOf, onProgress, respondOptions };
}
