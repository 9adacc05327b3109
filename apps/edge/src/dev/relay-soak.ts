// Soaks a relay with whole processes: `node src/dev/relay-soak.ts submissions|crash|flood|waiting [COUNT] [SECONDS]`.
// SECONDS: how long `crash` keeps the upstream down.
import { crashRelay } from "../testing/soak/crash.ts";
import { floodRelay } from "../testing/soak/flood.ts";
import { soakSubmissionsThroughRelay } from "../testing/soak/submissions.ts";
import { startWithWaiting } from "../testing/soak/waiting.ts";

const people = 20;
const [name = "", count, seconds] = process.argv.slice(2);
const perPerson = (byDefault: number): number =>
	Math.ceil(Number(count ?? byDefault) / people);

const soaks: Record<string, () => Promise<{ wrong: string[] }>> = {
	submissions: () =>
		soakSubmissionsThroughRelay({
			...{ people, instances: perPerson(5_000), restarts: 5 },
			...{ hangs: 20, concurrency: people * 8 },
		}),
	crash: () =>
		crashRelay({
			...{ people, instances: perPerson(1_000), kills: 10 },
			downSeconds: Number(seconds ?? 60),
		}),
	flood: () =>
		floodRelay({ count: Number(count ?? 10_000), queue: 1_000, rate: 200 }),
	waiting: () =>
		startWithWaiting({ count: Number(count ?? 10_000), rate: 200 }),
};

const soak = soaks[name];
if (soak === undefined)
	throw new Error("Name a soak: submissions, crash, flood or waiting.");
const report = await soak();
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
if (report.wrong.length > 0) process.exitCode = 1;
