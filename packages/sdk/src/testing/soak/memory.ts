import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnChild } from "./spawn-child.ts";

/** The resident memory of a run, in bytes, after its first 1,000 submissions and at its end. */
export type MemoryUsageReport = {
	after1000: number;
	atEnd: number;
	kinds: Record<string, number>;
};

// V8 collects only after some 50 MB of garbage. A small heap makes it collect often, so that growth shows what is
// retained.
const smallHeap = ["--max-semi-space-size=1", "--max-old-space-size=40"];

/** Settles so many submissions from a generator in one process, against a server in another. */
export async function measureMemory(
	count: number,
	withJournal: boolean,
): Promise<MemoryUsageReport> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	const server = spawnChild("stub-server-child.ts", []);
	const files = withJournal ? [join(folder, "journal.db")] : [];
	try {
		const { url } = await firstMessage<{ url: string }>(server.messages);
		const run = spawnChild(
			"memory-child.ts",
			[url, String(count), ...files],
			smallHeap,
		);
		return await firstMessage<MemoryUsageReport>(run.messages);
	} finally {
		await server.kill();
		rmSync(folder, { recursive: true });
	}
}

/** The first message of a child process. */
async function firstMessage<T>(messages: AsyncIterable<unknown>): Promise<T> {
	for await (const message of messages) return message as T;
	throw new Error("The process ended without a message.");
}
