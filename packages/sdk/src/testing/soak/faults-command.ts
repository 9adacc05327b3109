// node src/testing/soak/faults-command.ts [COUNT]: settles submissions through every fault, and compares each outcome
// with what the server has on record. Then settles a list in which everything can be recorded and no outcome may be
// `uncertain`.
import { spawnFaultServer } from "@signoff/conformance/fault-server";
import ky from "ky";
import { respondAllWithFaults } from "./faulty-run.ts";
import { runTrials, settleWith } from "./trials.ts";

const [count = 10_000] = process.argv.slice(2).map(Number);
const server = await spawnFaultServer();
const trials = await runTrials(server, count, settleWith(server, ky));
const list = await respondAllWithFaults(server, count);
await server.close();
const report = { trials, list };
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
if (trials.violations.length > 0 || list.wrong.length > 0) process.exitCode = 1;
