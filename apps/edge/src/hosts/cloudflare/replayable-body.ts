import { maxBodyBytes } from "../../http/request/read-body.ts";

/** The body of a request that may have to be sent to a second receiver, after the first one refused it. */
export type ReplayableBody = {
	/** The body from its beginning, read from the client only as fast as the receiver reads it. */
	stream(): ReadableStream<Uint8Array>;
	/**
	 * Frees the chunks that are kept, and reads on without keeping any. A body that is cancelled while it arrives closes
	 * the connection, and the client may lose the reply. Resolves at its end, or after 1 MiB.
	 */
	discard(): Promise<void>;
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
		async discard() {
			chunks.length = 0;
			await reading?.catch(() => {});
			let bytes = 0;
			try {
				while (!isComplete && bytes < maxBodyBytes) {
					await readChunk();
					bytes += chunks.pop()?.byteLength ?? 0;
				}
				if (!isComplete) await reader.cancel();
			} catch {
				// The client has closed the connection.
			}
		},
	};
}
