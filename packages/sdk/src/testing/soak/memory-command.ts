// node src/testing/soak/memory-command.ts [COUNT] [journal]: reports the resident memory of a bulk run, at 1,000
// submissions and at the end.
import { measureMemory } from "./memory.ts";

const maxGrowthBytes = 30 * 1024 * 1024;
const [count = "100000", journal] = process.argv.slice(2);
const { after1000, atEnd, kinds } = await measureMemory(
	Number(count),
	journal === "journal",
);
const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
process.stdout.write(
	`${count} submissions, resident: ${mb(after1000)} at 1,000, ${mb(atEnd)} at the end; ${JSON.stringify(kinds)}\n`,
);
if (!(atEnd - after1000 < maxGrowthBytes)) process.exitCode = 1;
