import { expect, test } from "vitest";
import { playSeed } from "../testing/relay-simulation/play.ts";

const runs = Number(process.env["SIGNOFF_RELAY_RUNS"] ?? 300);
const from = Number(process.env["SIGNOFF_RELAY_SEED"] ?? 1);

test(`${runs} runs of a relay`, { timeout: 3_600_000 }, async () => {
	const failures: string[] = [];
	for (let seed = from; seed < from + runs; seed++) {
		const run = await playSeed(seed);
		if (run.violations.length > 0) {
			failures.push(`seed ${seed}: ${run.violations.join("; ")}`);
			if (process.env["SIGNOFF_RELAY_TRACE"] && failures.length === 1)
				failures.push(JSON.stringify(run.world.scenario), ...run.world.trace);
		}
		if (failures.length > 5) break;
	}
	expect(failures).toEqual([]);
});
