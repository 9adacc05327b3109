import type { Instance, Project, Scope } from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import { checkOptions } from "../options/check-options.ts";
import { type ReadOptions, readRules } from "../options/read-options.ts";
import { countRule, functionRule, isObject } from "../options/rules.ts";
import { cursorRule, type InboxCursor } from "./inbox-cursor.ts";
import type { InboxQuota } from "./inbox-limit.ts";
import type { WaitingStep } from "./waiting-step.ts";

/** An instance that was read before, for the option `known`. A row of the inbox is one. */
export type KnownInstance = {
	scope: Scope;
	/** The instance as it was read. Its `updated_at` is compared. */
	instance: Instance;
};

/** Something that could not be read, so that steps of it may be missing in the inbox. */
export type UnreadablePart = {
	scope: Scope;
	/** The tool's name if a list or an instance could not be read; `null` for a whole scope. */
	tool: string | null;
	/** The instance's id; `null` if a whole list or scope could not be read. */
	instance_id: string | null;
	/** Why: `forbidden`, `not_found`, `invalid` or `deferred`. */
	outcome: Outcome;
	/** The same in one sentence. */
	message: string;
};

/** A list of instances: one tool in one scope, as in the rows of it. */
export type InstanceListName = Pick<WaitingStep, "scope" | "tool">;

/** The progress of an inbox run, after one more list or instance has ended, or when the rate limit holds it. */
export type InboxProgress = {
	/** Lists of instances: how many were found so far, and how many have ended. */
	lists: { found: number; done: number };
	/** Active instances: how many were found so far, and how many have ended. */
	instances: { found: number; done: number };
	/** The instance that has ended, whether its step waits or not; `null` for anything else. Keep it for `known`. */
	known: KnownInstance | null;
	/** What could not be read; `null` if it was. */
	unreadable: UnreadablePart | null;
	/**
	 * The list that was read completely, with its instances; `null` for anything else. A step in it that this run did not
	 * yield by then waits no longer.
	 */
	list: InstanceListName | null;
	/** How many requests this run has sent. */
	requests: number;
	/** What is left of the rate limit; `null` if no response has shown it. */
	quota: InboxQuota | null;
	/** The rate limit holds the run until then, and it goes on by itself: ISO 8601, UTC; `null` if it does not. */
	waiting_until: string | null;
	/** What a later run needs to go on here, as of when it is read. */
	readonly cursor: InboxCursor;
};

/** How the inbox is read. `deadlineMs` and `attemptTimeoutMs` hold for each read. */
export type InboxOptions = ReadOptions & {
	/** The most requests at the same time. @default 6 */
	concurrency?: number | undefined;
	/**
	 * Instances read before, with the `updated_at` that the server showed. If a list still shows the same `updated_at`, the
	 * instance is not read again. @default none
	 */
	known?: Iterable<KnownInstance> | undefined;
	/**
	 * The `cursor` of an earlier run. Lists that it completed are not read again, and their steps are not yielded again.
	 * @default none
	 */
	cursor?: InboxCursor | undefined;
	/**
	 * The projects to read of each company, in place of all. The list of projects is then not read; `name` is shown in rows.
	 * @default all
	 */
	projects?: readonly Project[] | undefined;
	/** Called after each list and instance, when the rate limit begins to hold the run, and before the run ends. An error that it throws does not affect the run. */
	onProgress?: ((progress: InboxProgress) => void) | undefined;
};

/** @throws {TypeError} if an option is unknown or invalid */
export function checkInboxOptions(options: InboxOptions): void {
	checkOptions(options, {
		...readRules,
		concurrency: countRule,
		known: [
			"an iterable of known instances",
			(value) => isObject(value) && Symbol.iterator in value,
		],
		cursor: cursorRule,
		projects: [
			"a list of objects with `id`",
			(value) =>
				Array.isArray(value) &&
				value.every((each) => isObject(each) && "id" in each),
		],
		onProgress: functionRule,
	});
}

/** Identifies an instance. Ids of two companies or projects may be equal. */
export function instanceKey(
	{ company_id, project_id }: Scope,
	id: string,
): string {
	return JSON.stringify([company_id, project_id ?? null, id]);
}
