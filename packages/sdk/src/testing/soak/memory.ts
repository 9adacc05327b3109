import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "./spawn-child.ts";

/** What a run took, in bytes of resident memory, after its first 1,000 submissions and at its end. */
export type MemoryReport = {
	after1000: number;
	atEnd: number;
	kinds: Record<string, number>;
};

// V8 lets its heap grow by what has become garbage before it looks, some 50 MB of it under any load. In a heap this
// small it has to look often: what grows then is what is held.
const smallHeap = ["--max-semi-space-size=1", "--max-old-space-size=40"];

/** Answers so many submissions from a generator, in a process of its own, against a server in another. */
export async function startMemoryRun(
	count: number,
	withJournal: boolean,
): Promise<MemoryReport> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	const server = startChild("stub-server-child.ts", []);
	const files = withJournal ? [join(folder, "journal.db")] : [];
	try {
		const { url } = await first<{ url: string }>(server.said);
		const run = startChild(
			"memory-child.ts",
			[url, String(count), ...files],
			smallHeap,
		);
		return await first<MemoryReport>(run.said);
	} finally {
		await server.kill();
		rmSync(folder, { recursive: true });
	}
}

/** The first thing that a process of ours says. */
async function first<T>(said: AsyncIterable<unknown>): Promise<T> {
	for await (const message of said) return message as T;
	throw new Error("The process ended without a word.");
}
