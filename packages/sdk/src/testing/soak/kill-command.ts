// node src/testing/soak/kill-command.ts [COUNT] [KILLS]: kills a bulk run at random moments, and reports what is on
// record.
import { killBulk } from "./kill.ts";

const [count = 2_000, kills = 10] = process.argv.slice(2).map(Number);
const moments = Array.from({ length: kills }, () =>
	Math.ceil(Math.random() * count * 0.95),
);
const report = await killBulk(count, moments);
process.stdout.write(`${JSON.stringify({ moments, ...report }, null, 1)}\n`);
if (report.wrong.length > 0 || report.outcomes !== count) process.exitCode = 1;
