// The error codes of runtimes that made no connection. After any other error the request may have been sent.
const notSentCodes = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"UND_ERR_CONNECT_TIMEOUT",
	"ConnectionRefused",
]);

// Deno gives no code; its HTTP library names the phase that failed. `\S*` is the address, which has no space.
const denoConnectError =
	/^error sending request for url \(\S*\): client error \(Connect\)/;

/** True if a failed fetch certainly did not send its request. Follows the chain of causes. */
export function wasNeverSent(error: unknown): boolean {
	let current = error;
	// The limit ends a chain that is circular.
	for (let depth = 0; depth < 10 && current instanceof Error; depth++) {
		if (
			"code" in current &&
			typeof current.code === "string" &&
			notSentCodes.has(current.code)
		)
			return true;
		if (denoConnectError.test(current.message)) return true;
		current = current.cause;
	}
	return false;
}
