/** Procore's production API (contract §3). */
export const defaultBaseUrl = "https://api.procore.com";

/**
 * Reads an address that secrets may go to: https, or http on this machine only.
 *
 * @param option what it is called in messages
 * @throws {TypeError} where it is not such an address; what was given is not part of the message
 */
export function readBaseUrl(
	input: string | URL,
	option: "baseUrl" | "authUrl" = "baseUrl",
): URL {
	const url = URL.parse(String(input));
	if (url === null)
		throw new TypeError(`The option \`${option}\` must be an absolute URL.`);
	if (url.username !== "" || url.password !== "")
		throw new TypeError(`The option \`${option}\` must not hold credentials.`);
	// An address with nothing behind its `?` has no search, and would still take what follows for one.
	if (/[?#]/.test(url.href))
		throw new TypeError(`The option \`${option}\` must end with its path.`);
	if (!isSafe(url))
		throw new TypeError(
			`The option \`${option}\` must start with https:// (http:// is for loopback addresses only).`,
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
	return new URL(base.href.replace(/\/+$/, "") + path);
}
