/**
 * Whether this runtime's fetch may send a request a second time where its connection broke, without a word. Every
 * browser does so on a connection that it kept; its service workers are known by their `clients`.
 */
export function runtimeResends(): boolean {
	return "XMLHttpRequest" in globalThis || "clients" in globalThis;
}
