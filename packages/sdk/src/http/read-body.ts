import { boundedBytes } from "@signoff/core/validation/bounded-bytes";

const maxBodyBytes = 10 * 1024 * 1024;

/**
 * Reads a response body to its end, as UTF-8. The body of another `fetch` than the runtime's may be a Node stream.
 *
 * @throws {RangeError} if it is longer than 10 MiB; rethrows the stream's error if the stream fails
 */
export async function readBody(response: Response): Promise<string> {
	const { body } = response;
	// Without a stream there is no body, or a `fetch` that has none.
	if (!body) return response.text();
	const received = boundedBytes(maxBodyBytes);
	const reader = (
		"getReader" in body ? body : ReadableStream.from(body)
	).getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return new TextDecoder().decode(received.bytes());
		if (!received.add(value)) {
			await reader.cancel();
			throw new RangeError("The body is too long.");
		}
	}
}
