/** Why no answer decided an outcome. */
export type CauseCode =
	| "tls_certificate"
	| "connection_refused"
	| "host_not_found"
	| "network_unreachable"
	| "proxy_refused"
	| "invalid_address"
	| "timeout"
	| "connection_lost"
	| "not_the_api"
	| "server_error"
	| "callback_failed";

/** A cause, and one sentence about it that holds no input. */
export type Cause = { code: CauseCode; message: string };

/** The sentence of each cause. */
export const causeMessages: Record<CauseCode, string> = {
	tls_certificate: "The server's certificate is not trusted.",
	connection_refused: "The server refused the connection.",
	host_not_found: "The server's name was not found.",
	network_unreachable: "The server cannot be reached.",
	proxy_refused: "The proxy refused the connection.",
	invalid_address: "The address cannot be used.",
	timeout: "The server did not answer in time.",
	connection_lost: "The connection was lost.",
	not_the_api: "The answer is not from the API.",
	server_error: "The server reported an error.",
	callback_failed: "A function that the caller provided failed.",
};

/** True if waiting never removes a cause of this code: a request would fail again in the same way. */
export function isPermanentCause(cause: CauseCode | null): boolean {
	return cause === "tls_certificate" || cause === "invalid_address";
}
