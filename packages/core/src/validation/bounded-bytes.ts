/** Collects the chunks of a byte stream up to a limit. */
export type BoundedBytes = {
	/** Adds a chunk; returns `false` and drops all bytes once the limit is exceeded. */
	add(chunk: Uint8Array): boolean;
	/** Returns all bytes added so far. */
	bytes(): Uint8Array<ArrayBuffer>;
};

/**
 * Creates an empty collection of bytes.
 *
 * @param maxBytes limit of the whole stream
 */
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
			let offset = 0;
			for (const chunk of chunks) {
				all.set(chunk, offset);
				offset += chunk.byteLength;
			}
			return all;
		},
	};
}
