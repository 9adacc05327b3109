/** In the reply of the development server in front of workerd that has lost the worker's reply. */
export const lostReply = "Error: Network connection lost.";

const maxAttempts = 4;

/**
 * Sends a request again if the development server in front of workerd has lost its reply: that happens to some bodies
 * that are refused before their end.
 */
export async function repeatLost<T>(
	send: () => Promise<T>,
	isLost: (reply: T) => boolean,
	attempts: number = maxAttempts,
): Promise<T> {
	const reply = await send();
	return isLost(reply) && attempts > 1
		? repeatLost(send, isLost, attempts - 1)
		: reply;
}
