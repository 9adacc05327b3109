import { exitCodes, type OutcomeKind } from "@signoff/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Edge, startEdge } from "../../testing/edge.ts";
import { startLossyProxy } from "../../testing/lossy-proxy.ts";
import {
	inShell,
	jsonLines,
	printed,
	type Run,
	signoff,
} from "../../testing/run-cli.ts";
import { sampleCompany } from "../../testing/sample-company.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;
/** The step of instance 9002, approved by Ada. */
let recordedStep: string;

beforeAll(async () => {
	edge = await startEdge(
		sampleCompany(["9001", "9002", "9003", "9004", "9005"]),
	);
	recordedStep = await recordFirst("9002");
});
afterAll(() => edge.stop());

function run(args: string[], baseUrl = edge.url): Promise<Run> {
	return signoff([...args, "--json"], {
		env: {
			SIGNOFF_BASE_URL: baseUrl,
			SIGNOFF_TOKEN: "ada-token",
			SIGNOFF_COMPANY_ID: "4201",
			SIGNOFF_PROJECT_ID: "77",
		},
	});
}

/** The id of an instance's first step, which the first response decides. */
async function firstStep(instance: string): Promise<string> {
	const preview = await run([
		...["preview", "--instance", instance],
		...["--option", "Approve"],
	]);
	const { current_step_occurrence } = Object(printed(preview)["instance"]);
	return current_step_occurrence.id;
}

async function expectKind(
	kind: OutcomeKind,
	args: string[],
): Promise<Record<string, unknown>> {
	const result = await run(args);
	const json = printed(result);
	expect(json).toMatchObject({ kind });
	expect(result.code).toBe(exitCodes[kind]);
	return json;
}

test("the same name twice is the same response, also after the step has ended, and so is its id", async () => {
	const named = ["--instance", "9001", "--step", await firstStep("9001")];
	const approve = ["respond", ...named, "--option", "Approve"];
	await expectKind("recorded", approve);
	await expectKind("unchanged", approve);
	await expectKind("unchanged", ["respond", ...named, "--option", "2000"]);
	await expectKind("unchanged", ["respond", ...named, "--option", " aPPROVE"]);
	await expectKind("conflict", ["respond", ...named, "--option", "Return"]);
	const unknown = await expectKind("invalid", [
		...["respond", ...named],
		...["--option", "Endorse"],
	]);
	expect(unknown).toMatchObject({
		issues: [
			{
				code: "option_not_offered",
				message: expect.stringContaining("It offers Approve (2000), Return"),
			},
		],
	});
});

test.each([
	["Approve", "unchanged"],
	["2000", "unchanged"],
	["Return", "conflict"],
	["Endorse", "invalid"],
] as const)(
	"after a response, a preview of %s agrees with a response: %s",
	async (option, kind) => {
		const step = recordedStep;
		const args = ["--instance", "9002", "--step", step, "--option", option];
		const preview = await run(["preview", ...args]);
		expect(preview.code).toBe(exitCodes[kind]);
		if (kind !== "invalid")
			expect(printed(preview)).toMatchObject({ preview: { would: kind } });
		await expectKind(kind, ["respond", ...args]);
	},
);

async function recordFirst(instance: string): Promise<string> {
	const step = await firstStep(instance);
	const args = ["--instance", instance, "--step", step, "--option", "Approve"];
	await expectKind("recorded", ["respond", ...args]);
	return step;
}

test("after a lost answer to a response with a name, the printed command settles it", async () => {
	const step = await firstStep("9003");
	const proxy = await startLossyProxy(edge.url);
	const lost = await run(
		[
			...["respond", "--instance", "9003", "--step", step],
			...["--comment", "It's 'fine'", "--option", "Approve", "--wait", "4"],
		],
		proxy.url,
	);
	expect(lost.code).toBe(exitCodes.uncertain);
	proxy.heal();
	const again = await inShell(lost.stderr.trimEnd().split("\n").at(-1) ?? "", {
		SIGNOFF_BASE_URL: proxy.url,
		SIGNOFF_TOKEN: "ada-token",
	});
	await proxy.stop();
	expect(again.stdout).toMatch(/^✔|^=/);
	expect(again).toMatchObject({ code: 0, stderr: "" });
	expect(await logged(proxy.url)).toMatchObject([
		{ item: "Requisition 49003", option: "Approve", state: "settled" },
	]);
	expect(proxy.posts.length).toBeLessThanOrEqual(2);
});

/** What the outbox of the tests holds for a server. */
async function logged(url: string): Promise<Record<string, unknown>[]> {
	const env = { SIGNOFF_BASE_URL: url };
	return jsonLines(await signoff(["log", "--json"], { env }));
}
