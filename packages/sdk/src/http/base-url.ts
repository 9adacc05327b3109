import { isLoopback } from "@signoff/core/validation/loopback";

/** Procore's production API (contract §3). */
export const defaultBaseUrl = "https://api.procore.com";

/**
 * Parses an address that secrets may be sent to: https, or http for loopback only.
 *
 * @param option its name in messages
 * @throws {TypeError} if it is not such an address; the message does not contain the input
 */
export function parseBaseUrl(
	input: string | URL,
	option: "baseUrl" | "authUrl" = "baseUrl",
): URL {
	const url = URL.parse(String(input));
	const rule = brokenRule(url);
	if (url === null || rule !== null)
		throw new TypeError(`The option \`${option}\` must ${rule}.`);
	return url;
}

function brokenRule(url: URL | null): string | null {
	if (url === null) return "be an absolute URL";
	if (url.username !== "" || url.password !== "") return "not hold credentials";
	// `search` is empty for a URL that ends in `?`, but a path appended to it would become the query.
	if (/[?#]/.test(url.href)) return "end with its path";
	return isSecureUrl(url)
		? null
		: "start with https:// (http:// is for loopback addresses only)";
}

/** True if no third party can read what is sent there: https, or http for loopback. */
export function isSecureUrl({ protocol, hostname }: URL): boolean {
	return (
		protocol === "https:" || (protocol === "http:" && isLoopback(hostname))
	);
}

/** The address of one of the contract's paths. */
export function endpointUrl(base: URL, path: string): URL {
	return new URL(base.href.replace(/\/+$/, "") + path);
}
