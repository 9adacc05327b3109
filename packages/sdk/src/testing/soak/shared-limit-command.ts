// node src/testing/soak/shared-limit-command.ts [PEOPLE] [SUBMISSIONS EACH]: settles submissions of many people through
// one rate limiter, against a limit of 25 in ten seconds. Time is virtual.
import { settleUnderSharedLimit } from "./shared-limit.ts";

const [people = 100, submissionsEach = 100] = process.argv.slice(2).map(Number);
const report = await settleUnderSharedLimit(people, submissionsEach);
process.stdout.write(`${JSON.stringify(report)}\n`);
const { kinds, refusals, busiestWindow } = report;
const isWithinLimit = refusals <= 1 && busiestWindow <= 25 + refusals;
if (!isWithinLimit || kinds.accepted !== people * submissionsEach)
	process.exitCode = 1;
