/**
 * True if this runtime's fetch may send a request a second time without reporting it, if a connection breaks. Every
 * browser does so on a connection that it reuses. Service workers are recognised by their `clients`.
 */
export function runtimeMayResend(): boolean {
	return "XMLHttpRequest" in globalThis || "clients" in globalThis;
}

/** Deno resends a text body by itself if a connection breaks, without reporting it. It cannot resend a `Blob`. */
export const resendsTextBodies: boolean = "Deno" in globalThis;

/** Not every runtime has fetch's option `cache`; some throw if it is set. */
export function hasCacheOption(): boolean {
	return "cache" in Request.prototype;
}
