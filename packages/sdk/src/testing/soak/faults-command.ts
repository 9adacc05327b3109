// node src/testing/soak/faults-command.ts [COUNT]: submissions through every fate, each outcome compared with what the
// server holds; then a list in which everything can be recorded, where nothing may stay uncertain.
import { spawnFaultServer } from "@signoff/conformance/fault-server";
import { playRough } from "./faulty-run.ts";
import { playTrials, settleWith } from "./trials.ts";

const [count = 10_000] = process.argv.slice(2).map(Number);
const server = await spawnFaultServer();
const trials = await playTrials(server, count, settleWith(server, fetch));
const rough = await playRough(server, count);
await server.close();
const report = { trials, rough };
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
if (trials.violations.length > 0 || rough.wrong.length > 0)
	process.exitCode = 1;
