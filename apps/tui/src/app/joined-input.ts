const startOfSequence = "\u001b";

/** The start of an escape sequence whose end did not arrive yet. */
const unfinished = new RegExp(`${startOfSequence}\\[[0-9;]*$`);

/** The end of a sequence arrives sooner than this, in milliseconds. */
const longestGapMs = 500;

/**
 * Joins escape sequences that arrive in two chunks: the start of a sequence is kept until its end is there. A start
 * without an end is dropped, since it is no text.
 *
 * @param now monotonic milliseconds
 */
export function createSequenceJoiner(
	now: () => number,
): (chunk: string) => string {
	let kept = "";
	let keptAt = 0;
	return (chunk) => {
		const all = now() - keptAt <= longestGapMs ? kept + chunk : chunk;
		kept = unfinished.exec(all)?.[0] ?? "";
		keptAt = now();
		return all.slice(0, all.length - kept.length);
	};
}

/** The same stream, whose chunks never end within an escape sequence. Ink waits only 20 ms for the rest of one. */
export function joinSequences(
	stdin: NodeJS.ReadStream,
	now: () => number,
): NodeJS.ReadStream {
	const join = createSequenceJoiner(now);
	const read = (): string | null => {
		const chunk: Buffer | string | null = stdin.read();
		return chunk === null ? null : join(chunk.toString());
	};
	return new Proxy(stdin, {
		get: (target, key) => {
			if (key === "read") return read;
			const value = Reflect.get(target, key);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
}
