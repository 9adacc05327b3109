import { beforeAll, expect, test } from "vitest";
import { loadModules } from "../testing/relay-simulation/load-modules.ts";
import { playSeed } from "../testing/relay-simulation/play.ts";

const runs = Number(process.env["SIGNOFF_RELAY_RUNS"] ?? 300);
const from = Number(process.env["SIGNOFF_RELAY_SEED"] ?? 1);

beforeAll(loadModules);

test(`${runs} runs of a relay`, { timeout: 3_600_000 }, async () => {
	const failures: string[] = [];
	for (let seed = from; seed < from + runs; seed++) {
		const t = performance.now();
		const run = await playSeed(seed);
		if (process.env["T"])
			failures.push(
				`${seed} ${performance.now() - t} ${run.world.trace.length} ${run.world.trace.at(-1)}`,
			);
		if (run.violations.length > 0) {
			failures.push(`seed ${seed}: ${run.violations.join("; ")}`);
			if (process.env["SIGNOFF_RELAY_TRACE"] && failures.length === 1)
				failures.push(JSON.stringify(run.world.scenario), ...run.world.trace);
		}
		if (failures.length > 5 && !process.env["T"]) break;
	}
	expect(failures).toEqual([]);
});
