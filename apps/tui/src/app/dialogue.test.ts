import { stripVTControlCharacters } from "node:util";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, expect, test, vi } from "vitest";
import { openAs } from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

const edge = await startEdge(
	sampleCompany(["9001", "9002", "9003", "9004"], ["9901"]),
);
afterAll(() => edge.stop());

/** What was written, without what depends on the time and the machine. */
function transcript(app: Terminal): string {
	return stripVTControlCharacters(app.written())
		.replaceAll("\r\n", "\n")
		.replace(/\d{4}-\d\d-\d\d/g, "YYYY-MM-DD")
		.replace(/^(\d+) of \d+:/gm, "$1 of N:")
		.replace(/\d+ (second|minute|hour|day)s?/g, "N $1s");
}

async function step(app: Terminal, key: string, shown: string): Promise<void> {
	const before = app.written().length;
	await app.press(key);
	await app.until(() => app.written().slice(before).includes(shown));
}

test("one decision, read in order", async () => {
	const app = openAs(edge.url, {
		args: ["--accessible", "--company-id", "4201"],
	});
	await app.until("5 steps wait for you.");
	await step(app, keys.down, "2 of 5");
	await step(app, keys.up, "1 of 5");
	await step(app, keys.enter, "Keys:");
	await step(app, keys.enter, "Keys:");
	await step(app, "1", "Selected: 1, Approve");
	await step(app, keys.enter, "Keys:");
	for (const letter of "Fine!") await step(app, letter, letter);
	await step(app, keys.backspace, "\b");
	await step(app, ".", ".");
	await step(app, keys.enter, "Keys: s: send");
	await step(app, "s", "recorded: Approve");
	expect(app.written()).not.toContain("\u001b");
	await app.press("q");
	await app.ended;
	await expect(transcript(app)).toMatchFileSnapshot(
		`${import.meta.dirname}/../testing/screens/dialogue-decision.txt`,
	);
});

test("a batch with a failure, read in order", async () => {
	const app = openAs(edge.url, {
		args: ["--company-id", "4201"],
		env: { TERM: "dumb", LANG: "C" },
	});
	await app.until("steps wait for you.");
	await step(app, "/", "");
	for (const letter of "invoices") await step(app, letter, letter);
	await step(app, keys.enter, "Filter: invoices");
	await step(app, "*", "Keys:");
	await step(app, "1", "Selected: 1, Approve");
	const client = createClient({ baseUrl: edge.url, auth: bearer("ben-token") });
	const scope = { company_id: "4201", project_id: "77" };
	const read = await client.instances.get(scope, "9004");
	await client.respond({
		...scope,
		id: "9004",
		response: {
			current_step_occurrence_id: read.current_step_occurrence?.id ?? "",
			selected_response_option_id: "2000",
		},
	});
	await step(app, keys.enter, "Keys:");
	await step(app, keys.enter, "Keys: s: send");
	await step(app, "s", "Batch: done");
	await app.press("q");
	const { raw } = await app.ended;
	expect(raw).toMatch(/^[\n\r\t\b -~]*$/);
	const lines = transcript(app).split("\n");
	const order = /^(recorded): /;
	const sorted = [
		...lines.filter((line) => !order.test(line)),
		...lines.filter((line) => order.test(line)).sort(),
	];
	await expect(sorted.join("\n")).toMatchFileSnapshot(
		`${import.meta.dirname}/../testing/screens/dialogue-batch.txt`,
	);
});
