import type { Instance } from "@signoff/core/contract";

// Weak: whoever forgets an instance frees it.
const readByUs = new WeakSet<Instance>();

/** Remembers an instance that a client read: what it holds was checked then. */
export function rememberRead(instance: Instance): Instance {
	readByUs.add(instance);
	return instance;
}

/** Whether a value is an instance that a client read, and not a copy of one. */
export function isRead(value: Instance): boolean {
	return readByUs.has(value);
}
