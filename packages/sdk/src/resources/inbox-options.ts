import {
	type Instance,
	instanceSchema,
	type Scope,
} from "@signoff/core/contract";
import type { Outcome } from "@signoff/core/outcome";
import { validate } from "@signoff/core/validation";
import { checkOptions } from "../options/check-options.ts";
import { type ReadOptions, readRules } from "../options/read-options.ts";
import { countRule, functionRule, isObject } from "../options/rules.ts";
import { isValidated } from "./validated-instances.ts";

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

/** The progress of an inbox run, after one more list or instance has ended. */
export type InboxProgress = {
	/** Lists of instances: how many were found so far, and how many have ended. */
	lists: { found: number; done: number };
	/** Active instances: how many were found so far, and how many have ended. */
	instances: { found: number; done: number };
	/** The instance that has ended, whether its step waits or not; `null` for anything else. Keep it for `known`. */
	known: KnownInstance | null;
	/** What could not be read; `null` if it was. */
	unreadable: UnreadablePart | null;
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
	/** Called after each list and instance, and before the run ends. An error that it throws does not affect the run. */
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

/** The known instances by {@link instanceKey}. Leaves out those that are not valid: they are read again. */
export function indexKnown(
	known: Iterable<KnownInstance>,
): Map<string, Instance> {
	const instances = new Map<string, Instance>();
	for (const { scope, instance } of known) {
		const parsed = isValidated(instance)
			? instance
			: parsedOrNull(validate(instanceSchema, instance));
		if (parsed !== null) instances.set(instanceKey(scope, parsed.id), parsed);
	}
	return instances;
}

function parsedOrNull(
	result: ReturnType<typeof validate<Instance>>,
): Instance | null {
	return result.kind === "parsed" ? result.value : null;
}
