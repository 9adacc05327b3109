import { bearer, createClient } from "@signoff/sdk";
import { afterAll, expect, test, vi } from "vitest";
import { asKept, keptAt, openAs } from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { readsOf } from "../testing/instance.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { type StubServer, startStubServer } from "../testing/stub-server.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });
const edge = await startEdge(sampleCompany(["9001", "9002"]));
const stub: StubServer = await startStubServer(readsOf("Review", "hang"));
afterAll(() => Promise.all([edge.stop(), stub.stop()]));

const env = { SIGNOFF_COMPANY_ID: "4201" };
const comment = "The rebar is billed twice: once in line 14, once in line 41.";

/** Every screen on the way to an outcome: how to get there from the one before, and what it shows. */
const way: [name: string, press: string, sign: string][] = [
	["inbox", "", "Architectural"],
	["step", keys.enter, "Who answers"],
	["option", keys.enter, "Your answer"],
	["comment", `2${keys.enter}`, "A comment"],
	["review", comment + keys.enter, "Send this?"],
	["outcome", keys.enter, "on record."],
];

/** Waits until the frame is as wide and as high as the terminal, and nothing of another frame is left. */
function whole(
	app: Terminal,
	columns: number,
	rows: number,
	sign: string,
): Promise<string> {
	return app.until((screen) => {
		const lines = screen.trimEnd().split("\n");
		const rules = [lines[1], lines[rows - 2]];
		return (
			lines.length === rows &&
			lines.every((line) => line.length <= columns) &&
			rules.every(
				(rule) => rule?.length === columns && rule.startsWith("──"),
			) &&
			screen.includes(sign)
		);
	});
}

test("every screen at 40×15, kept as text", async () => {
	const app = openAs(edge.url, { env, columns: 40, rows: 15 });
	for (const [name, press, sign] of way) {
		app.press(press);
		const screen = await whole(app, 40, 15, sign);
		await expect(asKept(screen)).toMatchFileSnapshot(keptAt(`40x15-${name}`));
	}
	app.press("q");
	expect((await app.ended).code).toBe(0);
});

test("every screen follows the terminal's size, smaller and larger, and back", async () => {
	const app = openAs(edge.url, { env, columns: 80, rows: 24 });
	for (const [, press, sign] of way) {
		app.press(press);
		const before = await whole(app, 80, 24, sign);
		app.resize(40, 15);
		await whole(app, 40, 15, "");
		app.resize(100, 30);
		await whole(app, 100, 30, sign);
		app.resize(80, 24);
		expect(await whole(app, 80, 24, sign)).toBe(before);
	}
	app.press("q");
	await app.ended;
});

test("a screen that is waiting for an answer follows the terminal's size too", async () => {
	const app = openAs(stub.url, {
		args: ["--company-id", "4201", "--instance", "9001"],
	});
	await app.until("Who answers");
	app.press(keys.enter, "1", keys.enter, keys.enter, keys.enter);
	await whole(app, 80, 24, "Sending your answer");
	app.resize(40, 15);
	await whole(app, 40, 15, "Sending your answer");
	app.resize(80, 24);
	await whole(app, 80, 24, "Sending your answer");
	app.press("qy");
	expect((await app.ended).code).toBe(9);
});

test("the edge was told what the small screen showed", async () => {
	const client = createClient({
		baseUrl: edge.url,
		auth: bearer("ada-token"),
	});
	const history = await client.instances.history(
		{ company_id: "4201", project_id: "77" },
		"9001",
	);
	expect(JSON.stringify(history)).toContain(comment);
});
