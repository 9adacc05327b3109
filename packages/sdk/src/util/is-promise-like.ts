/** Whether a value is still to come. Told by its shape: an application may have put a `Promise` of its own in place. */
export function isComing<T>(value: T | Promise<T>): value is Promise<T> {
	return (
		typeof value === "object" &&
		value !== null &&
		"then" in value &&
		typeof value.then === "function"
	);
}
