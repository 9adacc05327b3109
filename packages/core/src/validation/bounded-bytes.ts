/** Collects the chunks of a byte stream up to a limit. */
export type BoundedBytes = {
	/** Adds a chunk; `false` once there are more bytes than the limit. Then nothing is kept. */
	add(chunk: Uint8Array): boolean;
	/** All bytes added so far, in one piece. */
	bytes(): Uint8Array<ArrayBuffer>;
};

/** @param maxBytes the longest stream that is accepted */
export function boundedBytes(maxBytes: number): BoundedBytes {
	let chunks: Uint8Array[] = [];
	let size = 0;
	return {
		add(chunk) {
			size += chunk.byteLength;
			if (size <= maxBytes) chunks.push(chunk);
			else chunks = [];
			return size <= maxBytes;
		},
		bytes() {
			const all = new Uint8Array(size <= maxBytes ? size : 0);
			let at = 0;
			for (const chunk of chunks) {
				all.set(chunk, at);
				at += chunk.byteLength;
			}
			return all;
		},
	};
}
