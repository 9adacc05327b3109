import { boundedBytes } from "@signoff/core/validation";

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
	const { read, cancel } = chunksOf(body);
	for (;;) {
		const { done, value } = await read();
		if (done) return new TextDecoder().decode(received.bytes());
		if (!received.add(value)) {
			await cancel();
			throw new RangeError("The body is too long.");
		}
	}
}

type Chunks = {
	read(): Promise<IteratorResult<Uint8Array, unknown>>;
	cancel(): Promise<unknown>;
};

function chunksOf(body: ReadableStream<Uint8Array>): Chunks {
	const reader = body.getReader?.();
	if (reader !== undefined)
		return { read: () => reader.read(), cancel: () => reader.cancel() };
	const iterator = body[Symbol.asyncIterator]();
	return {
		read: () => iterator.next(),
		cancel: async () => iterator.return?.(),
	};
}
