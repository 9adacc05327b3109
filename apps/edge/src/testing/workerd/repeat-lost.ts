/** In the reply of the development server in front of workerd that has lost the worker's reply. */
export const lostReply = "Error: Network connection lost.";

const maxAttempts = 4;

/**
 * Sends a request again if the development server in front of workerd has lost its reply, or has closed the connection
 * instead: that happens to some bodies that are refused before their end.
 */
export async function repeatLost<T>(
	send: () => Promise<T>,
	isLost: (reply: T) => boolean,
	attempts: number = maxAttempts,
): Promise<T> {
	const isLast = attempts <= 1;
	const reply = await send().catch((error: unknown) => {
		if (isLast || !isClosed(error)) throw error;
		return null;
	});
	return reply === null || (isLost(reply) && !isLast)
		? repeatLost(send, isLost, attempts - 1)
		: reply;
}

/** Whether `fetch` failed because the server has closed the connection. */
function isClosed(error: unknown): boolean {
	const cause = error instanceof TypeError ? error.cause : undefined;
	return (
		cause instanceof Error &&
		"code" in cause &&
		(cause.code === "UND_ERR_SOCKET" || cause.code === "ECONNRESET")
	);
}
