/** Whether a host name or address, as an option or as in a URL, never leaves this machine. */
export function isLoopback(host: string): boolean {
	return (
		host === "localhost" ||
		host === "::1" ||
		host === "[::1]" ||
		/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
	);
}
