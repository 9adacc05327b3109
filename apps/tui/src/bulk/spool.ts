import { createReadStream, type ReadStream } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";

/** A private copy of the input: it can be read twice, and does not change while it is worked on. */
export type Spool = {
	/** Copies the input, and yields it. */
	fill(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
	/** Reads the copy from its start. */
	read(): ReadStream;
	close(): Promise<void>;
};

/** Creates a copy without a name, so that nothing of it is left when the process ends, however it ends. */
export async function createSpool(folder: string): Promise<Spool> {
	const path = join(folder, `input-${crypto.randomUUID()}`);
	const file = await open(path, "wx+", 0o600);
	await unlink(path);
	return {
		fill: (input) => copy(input, file),
		read: () =>
			createReadStream("", { fd: file.fd, start: 0, autoClose: false }),
		close: () => file.close(),
	};
}

async function* copy(
	input: AsyncIterable<Uint8Array>,
	file: FileHandle,
): AsyncGenerator<Uint8Array, void, undefined> {
	for await (const chunk of input) {
		await file.appendFile(chunk);
		yield chunk;
	}
}
