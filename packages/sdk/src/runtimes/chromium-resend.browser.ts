import {
	type Behaviour,
	behaviours,
	type WorldPlan,
} from "@signoff/conformance";
import {
	type FaultServer,
	type RandomTrial,
	randomTrial,
	spawnFaultServer,
	violatedRules,
} from "@signoff/conformance/fault-server";
import type { Outcome } from "@signoff/core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RespondOptions } from "../settlement/respond-options.ts";
import { launch, pageScript } from "../testing/chromium/browser.ts";
import { openPages } from "../testing/chromium/settle.ts";
import { runTrials } from "../testing/soak/trials.ts";

const origins = 4;
const concurrency = 5 * origins;

let server: FaultServer;
let browser: Browser;
let script: string;
beforeAll(async () => {
	[server, browser, script] = await Promise.all([
		spawnFaultServer(),
		launch(),
		pageScript(),
	]);
});
afterAll(async () => {
	await browser.close();
	await server.close();
});

// The response is lost after it was recorded; the repeat is refused as if nothing were on record, and no read shows
// more.
const { plan, before, faults, interleavings } = behaviourOf(
	"a refusal after a lost reply proves nothing",
);
const lost: RandomTrial = {
	...randomTrial(1),
	submission: submissionIn(plan),
	world: { plan, before, faults, interleavings },
};

test("Chromium resends a request if its connection breaks, without reporting it", async () => {
	const { outcome, sent, broken } = await play({ fetchMayResend: false });
	expect(outcome.kind).toBe("uncertain");
	expect(callsOf(outcome).filter((call) => call === "submit")).toHaveLength(1);
	expect(sent.filter((call) => call === "submit")).toHaveLength(2);
	expect(broken).toEqual([]);
});

test("a refusal is no proof in Chromium, by default", async () => {
	const { outcome, broken } = await play({});
	expect(outcome.kind).toBe("uncertain");
	expect(broken).toEqual([]);
});

test("the outcomes of 200 seeded worlds agree with what their servers have on record", {
	timeout: 180_000,
}, async () => {
	const pages = await openPages(browser, server, script, origins, {});
	const report = await runTrials(server, 200, pages.settle, concurrency);
	await pages.close();
	expect(report.violations).toEqual([]);
});

/** One page. Its first read leaves a connection that the submit reuses. */
async function play(options: RespondOptions): Promise<{
	outcome: Outcome;
	sent: string[];
	broken: string[];
}> {
	const pages = await openPages(browser, server, script, 1, {
		deadlineMs: 10_000,
		maxDeliveryDelayMs: null,
		readFirst: true,
		maxCalls: 40,
		...options,
	});
	const world = await server.addWorld(lost.world);
	const outcome = await pages.settle(world, lost);
	const record = await server.settled(world);
	const sent = await server.receivedRequests(world);
	await pages.close();
	return {
		outcome,
		sent: sent.map(({ call }) => call),
		broken: violatedRules(lost, outcome, record),
	};
}

function callsOf({ attempts }: Outcome): string[] {
	return attempts.map(({ call }) => call);
}

function behaviourOf(name: string): Behaviour {
	const found = behaviours.find((each) => each.name === name);
	if (found === undefined) throw new Error("There is no such behaviour.");
	return found;
}

function submissionIn({ company_id, project_id, instance_id }: WorldPlan) {
	return {
		company_id,
		project_id,
		id: instance_id,
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
		},
	};
}
