/**
 * True if a host name or address never leaves this machine.
 *
 * @param host as on a command line or in a URL: `localhost`, `::1`, `[::1]`, `127.0.0.1`
 */
export function isLoopback(host: string): boolean {
	return (
		host === "localhost" ||
		host.endsWith(".localhost") ||
		host === "::1" ||
		host === "[::1]" ||
		/^127(\.\d{1,3}){3}$/.test(host)
	);
}
