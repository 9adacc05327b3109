import {
	type Instance,
	instanceSchema,
	type Me,
	type Scope,
} from "@signoff/core/contract";
import { validate } from "@signoff/core/validation";
import { instanceKey, type KnownInstance } from "./inbox-options.ts";
import type { InstanceList } from "./inbox-sources.ts";
import { isValidated } from "./validated-instances.ts";
import { waitingStepOf } from "./waiting-step.ts";

/** The instances of the option `known`. Those that are not valid are left out: they are read again. */
export type KnownInstances = {
	/** The instance by its {@link instanceKey}, if `updated_at` is still the same; else `null`. */
	unchanged(key: string, updated_at: string | null): Instance | null;
	/** True if a step of an instance of this list waited for this person. */
	hasWaitingIn(list: InstanceList, me: Me): boolean;
	hasAnyIn(scope: Scope): boolean;
};

/** Indexes the known instances by their id and by their scope. */
export function indexKnown(known: Iterable<KnownInstance>): KnownInstances {
	const byKey = new Map<string, Instance>();
	const byScope = new Map<string, Instance[]>();
	for (const { scope, instance } of known) {
		const parsed = isValidated(instance) ? instance : parseInstance(instance);
		if (parsed === null) continue;
		byKey.set(instanceKey(scope, parsed.id), parsed);
		const key = scopeKey(scope);
		byScope.set(key, [...(byScope.get(key) ?? []), parsed]);
	}
	return {
		unchanged: (key, updated_at) => {
			const instance = byKey.get(key);
			return updated_at !== null && instance?.["updated_at"] === updated_at
				? instance
				: null;
		},
		hasWaitingIn: (list, me) =>
			(byScope.get(scopeKey(list.scope)) ?? []).some(
				(instance) =>
					instance.tool_type === list.filters.tool_type &&
					waitingStepOf(instance, list, me) !== null,
			),
		hasAnyIn: (scope) => byScope.has(scopeKey(scope)),
	};
}

function scopeKey({ company_id, project_id }: Scope): string {
	return instanceKey({ company_id, project_id }, "");
}

function parseInstance(instance: Instance): Instance | null {
	const result = validate(instanceSchema, instance);
	return result.kind === "parsed" ? result.value : null;
}
