// What a runtime says where no connection was made. Anything else may have left this machine.
const codes = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"UND_ERR_CONNECT_TIMEOUT",
	"ConnectionRefused",
]);

// Deno gives no code, and then the word of its HTTP library for a connection that never came about. An address has
// no space in it.
const words =
	/^error sending request for url \(\S*\): client error \(Connect\)/;

/** Whether a failed fetch certainly never sent its request. Looks through the chain of causes. */
export function wasNeverSent(error: unknown): boolean {
	let each = error;
	// A chain that leads back to itself ends somewhere too.
	for (let depth = 0; depth < 10 && each instanceof Error; depth++) {
		if ("code" in each && typeof each.code === "string" && codes.has(each.code))
			return true;
		if (words.test(each.message)) return true;
		each = each.cause;
	}
	return false;
}
