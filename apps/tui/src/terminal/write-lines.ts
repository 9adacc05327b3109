/** Writes lines and waits until they are flushed. A closed reader (EPIPE) is not an error. */
export function writeLines(
	stream: NodeJS.WriteStream,
	lines: string[],
): Promise<void> {
	// It is destroyed once its reader has closed it.
	if (lines.length === 0 || stream.destroyed) return Promise.resolve();
	return new Promise((resolve, reject) => {
		const settle = (error?: Error | null): void => {
			// The stream emits the error of a failed write after it has called back.
			if (!error) stream.off("error", settle);
			if (error && !isBrokenPipe(error)) reject(error);
			else resolve();
		};
		stream.once("error", settle);
		stream.write(`${lines.join("\n")}\n`, settle);
	});
}

function isBrokenPipe(error: Error): boolean {
	return "code" in error && error.code === "EPIPE";
}
