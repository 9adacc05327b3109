// node src/testing/soak/memory-command.ts [COUNT] [journal]: resident memory of a bulk run, at 1,000 and at the end.
import { startMemoryRun } from "./memory.ts";

const mostGrowth = 30 * 1024 * 1024;
const [count = "100000", journal] = process.argv.slice(2);
const { after1000, atEnd, kinds } = await startMemoryRun(
	Number(count),
	journal === "journal",
);
const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
process.stdout.write(
	`${count} submissions, resident: ${mb(after1000)} at 1,000, ${mb(atEnd)} at the end; ${JSON.stringify(kinds)}\n`,
);
if (!(atEnd - after1000 < mostGrowth)) process.exitCode = 1;
