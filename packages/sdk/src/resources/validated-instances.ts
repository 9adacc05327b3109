import type { Instance } from "@signoff/core/contract";

// Weak, so that the set keeps no instance in memory.
const validated = new WeakSet<Instance>();

/** Marks an instance that a client has read, and has validated when it read it. */
export function markInstanceValidated(instance: Instance): Instance {
	validated.add(instance);
	return instance;
}

/** True for an instance that a client has read, but not for a copy of one. */
export function isValidated(value: Instance): boolean {
	return validated.has(value);
}
