import { exitCodes, outcomeSchema } from "@signoff/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Edge, startEdge } from "../../testing/edge.ts";
import { printed, signoff } from "../../testing/run-cli.ts";
import { sampleCompany } from "../../testing/sample-company.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startEdge(sampleCompany(["9005"], []));
});
afterAll(() => edge.stop());

function as(person: string): { env: Record<string, string> } {
	return {
		env: {
			SIGNOFF_BASE_URL: edge.url,
			SIGNOFF_TOKEN: `${person}-token`,
			SIGNOFF_COMPANY_ID: "4201",
			SIGNOFF_PROJECT_ID: "77",
		},
	};
}

test("previews without sending, and exits with the code of the previewed kind", async () => {
	const args = ["--instance", "9005", "--option", "Approve"];
	const dry = await signoff(
		["respond", "--dry-run", "--json", ...args],
		as("ada"),
	);
	expect(dry.code).toBe(0);
	expect(printed(dry)).toMatchObject({
		preview: { would: "recorded" },
		instance: { id: "9005" },
	});
	expect(
		printed(await signoff(["preview", "--json", ...args], as("ada"))),
	).toEqual(printed(dry));
	const forbidden = await signoff(["preview", "--json", ...args], as("cleo"));
	expect(forbidden.code).toBe(exitCodes.forbidden);
	expect(printed(forbidden)).toMatchObject({ preview: { would: "forbidden" } });
	const { current_step_occurrence } = Object(printed(dry)["instance"]);
	const step = ["--step", current_step_occurrence.id];
	const sent = await signoff(
		["respond", "--json", ...args, ...step],
		as("ada"),
	);
	expect(outcomeSchema.parse(printed(sent)).kind).toBe("recorded");
	expect(sent).toMatchObject({ code: 0, stderr: "" });
});
