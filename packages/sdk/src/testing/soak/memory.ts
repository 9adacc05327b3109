import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "./child.ts";

/** Resident memory in bytes: as it is, and once what nobody holds any more is collected. */
export type Resident = { asItIs: number; collected: number };

/** What a run took, after its first 1,000 submissions and at its end. */
export type MemoryReport = {
	after1000: Resident;
	atEnd: Resident;
	kinds: Record<string, number>;
};

// V8 lets its young generation grow to some 50 MB while it is busy, whatever the program holds: that is kept out of it.
const calm = ["--max-semi-space-size=1", "--expose-gc"];

/** Answers so many submissions from a generator, in a process of its own, against a server in another. */
export async function startMemoryRun(
	count: number,
	withJournal: boolean,
): Promise<MemoryReport> {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	const server = startChild("quick-server.ts", []);
	const files = withJournal ? [join(folder, "journal.db")] : [];
	try {
		const { url } = await first<{ url: string }>(server.said);
		const run = startChild(
			"memory-run.ts",
			[url, String(count), ...files],
			calm,
		);
		const { resident, kinds } = await first<{
			resident: [Resident, Resident];
			kinds: MemoryReport["kinds"];
		}>(run.said);
		return { after1000: resident[0], atEnd: resident[1], kinds };
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
