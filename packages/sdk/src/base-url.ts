/** Procore's production API (contract §3). */
export const defaultBaseUrl = "https://api.procore.com";

/**
 * Reads the address that a client's token may go to: https, or http on this machine only.
 *
 * @throws {TypeError} where it is not such an address; what was given is not part of the message
 */
export function readBaseUrl(input: string | URL): URL {
	const url = URL.parse(String(input));
	if (url === null)
		throw new TypeError("The option `baseUrl` must be an absolute URL.");
	if (url.username !== "" || url.password !== "")
		throw new TypeError("The option `baseUrl` must not hold credentials.");
	if (url.search !== "" || url.hash !== "")
		throw new TypeError("The option `baseUrl` must end with its path.");
	if (!isSafe(url))
		throw new TypeError(
			"The option `baseUrl` must start with https:// (http:// is for loopback addresses only).",
		);
	return url;
}

/** Whether what goes there goes unread: https, or http on this machine only. */
export function isSafe({ protocol, hostname }: URL): boolean {
	return (
		protocol === "https:" || (protocol === "http:" && isLoopback(hostname))
	);
}

function isLoopback(host: string): boolean {
	return (
		host === "localhost" ||
		host.endsWith(".localhost") ||
		host === "[::1]" ||
		/^127(\.\d+){3}$/.test(host)
	);
}

/** The address of one of the contract's paths. */
export function addressOf(base: URL, path: string): URL {
	return new URL(base.origin + base.pathname.replace(/\/+$/, "") + path);
}
