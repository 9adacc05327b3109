import { afterAll, expect, test, vi } from "vitest";
import {
	goToReview,
	normalizeScreen,
	openAs,
	snapshotFile,
} from "../../testing/app.ts";
import { startEdge } from "../../testing/edge.ts";
import { sampleCompany } from "../../testing/sample-company.ts";
import { keys } from "../../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });
const edge = await startEdge(sampleCompany(["9001"]));
afterAll(() => edge.stop());

const one = [
	"--company-id",
	"4201",
	"--project-id",
	"77",
	"--instance",
	"9001",
];
const esc = "\u001b";
const colours = new RegExp(`${esc}\\[(?:[34][0-7]|9[0-7])m`);

test("colours, unless NO_COLOR is set", async () => {
	for (const [env, coloured] of [
		[{}, true],
		[{ NO_COLOR: "1" }, false],
	] as const) {
		const app = openAs(edge.url, { args: one, env });
		await app.until("Who answers");
		await app.press("q");
		expect(colours.test((await app.ended).raw)).toBe(coloured);
	}
});

test.each<Record<string, string>>([{ TERM: "linux" }, { LANG: "C" }])(
	"only ASCII characters with %j",
	async (env) => {
		const app = openAs(edge.url, { args: one, env });
		await goToReview(app, "1", "");
		await app.press(keys.escape);
		await app.until("| Comment");
		await app.press(keys.escape);
		const screen = await app.until("Your answer");
		expect(screen).toMatch(/^[ -~\n]+$/);
		await expect(normalizeScreen(screen)).toMatchFileSnapshot(
			snapshotFile("option-ascii"),
		);
		await app.press("q");
		await app.ended;
	},
);

test("a screen reader gets lines without frames, and the selection in words", async () => {
	const app = openAs(edge.url, {
		args: one,
		env: { INK_SCREEN_READER: "true" },
	});
	await expect(
		normalizeScreen(await app.until("Who answers")),
	).toMatchFileSnapshot(snapshotFile("step-screen-reader"));
	await app.press(keys.enter);
	await app.until("Your answer");
	await app.press("2");
	await expect(
		normalizeScreen(await app.until("(selected)")),
	).toMatchFileSnapshot(snapshotFile("option-screen-reader"));
	await app.press("q");
	await app.ended;
});

test("the link to the item is clickable if the terminal supports links", async () => {
	const template =
		"https://app.example/{company_id}/{project_id}/{tool_type}/{item_id}";
	const url = "https://app.example/4201/77/requisition/49001";
	for (const [env, supported] of [
		[{ TERM: "xterm-kitty" }, true],
		[{}, false],
	] as const) {
		const app = openAs(edge.url, {
			args: one,
			env: { SIGNOFF_ITEM_URL: template, ...env },
		});
		expect(await app.until("Who answers")).toContain(`Link       ${url}\n`);
		await app.press("q");
		expect((await app.ended).raw.includes(`${esc}]8;;${url}`)).toBe(supported);
	}
});

test("an invalid link template is an error before the app opens", async () => {
	const app = openAs(edge.url, {
		args: one,
		env: { SIGNOFF_ITEM_URL: "javascript:{item_id}" },
	});
	const { code, raw } = await app.ended;
	expect(code).toBe(2);
	expect(raw).toContain("must be a web address");
	expect(raw).not.toContain("javascript:");
});

test("? shows the keys of the screen", async () => {
	const app = openAs(edge.url, { args: one });
	await app.until("Who answers");
	await app.press("?");
	await expect(normalizeScreen(await app.until("any key"))).toMatchFileSnapshot(
		snapshotFile("keys"),
	);
	await app.press("x");
	await app.until("Who answers");
	await app.press("q");
	await app.ended;
});
