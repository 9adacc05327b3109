import { boundedBytes } from "@signoff/core/validation/bounded-bytes";

const maxBodyBytes = 10 * 1024 * 1024;

/**
 * Reads a response body to its end, as UTF-8.
 *
 * @throws {RangeError} if it is longer than 10 MiB; rethrows the stream's error if the stream fails
 */
export async function readBody({ body }: Response): Promise<string> {
	if (body === null) return "";
	const reader = body.getReader();
	const received = boundedBytes(maxBodyBytes);
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return new TextDecoder().decode(received.bytes());
		if (!received.add(value)) {
			await reader.cancel();
			throw new RangeError("The body is too long.");
		}
	}
}
