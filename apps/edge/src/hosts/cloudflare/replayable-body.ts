/** The body of a request that may have to be sent to a second receiver, after the first one refused it. */
export type ReplayableBody = {
	/** The body from its beginning, read from the client only as fast as the receiver reads it. */
	stream(): ReadableStream<Uint8Array>;
	/** Frees the chunks that are kept, and stops reading. */
	discard(): void;
};

/** Keeps the chunks that a receiver has read of a body, until `discard`. */
export function replayableBody(
	body: ReadableStream<Uint8Array>,
): ReplayableBody {
	const reader = body.getReader();
	const chunks: Uint8Array[] = [];
	let isComplete = false;
	let reading: Promise<void> | null = null;
	const readChunk = async (): Promise<void> => {
		const { done, value } = await reader.read();
		if (done) isComplete = true;
		else chunks.push(value);
		reading = null;
	};
	return {
		stream() {
			let next = 0;
			return new ReadableStream<Uint8Array>(
				{
					async pull(controller) {
						// Another receiver may be waiting for the same chunk.
						while (next === chunks.length && !isComplete) {
							reading ??= readChunk();
							await reading;
						}
						const chunk = chunks[next];
						next += 1;
						if (chunk === undefined) controller.close();
						else controller.enqueue(chunk);
					},
				},
				{ highWaterMark: 0 },
			);
		},
		discard() {
			chunks.length = 0;
			reader.cancel().catch(() => {});
		},
	};
}
