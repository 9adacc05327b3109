import { afterAll, expect, test, vi } from "vitest";
import { asKept, goToReview, keptAt, openAs } from "../../testing/app.ts";
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
		app.press("q");
		expect(colours.test((await app.ended).raw)).toBe(coloured);
	}
});

test.each<Record<string, string>>([{ TERM: "linux" }, { LANG: "C" }])(
	"letters of ASCII alone for %j",
	async (env) => {
		const app = openAs(edge.url, { args: one, env });
		await goToReview(app, "1", "");
		app.press(keys.escape);
		await app.until("| Comment");
		app.press(keys.escape);
		const screen = await app.until("Your answer");
		expect(screen).toMatch(/^[ -~\n]+$/);
		await expect(asKept(screen)).toMatchFileSnapshot(keptAt("option-ascii"));
		app.press("q");
		await app.ended;
	},
);

test("a screen reader gets lines without frames, and what is chosen in words", async () => {
	const app = openAs(edge.url, {
		args: one,
		env: { INK_SCREEN_READER: "true" },
	});
	await expect(asKept(await app.until("Who answers"))).toMatchFileSnapshot(
		keptAt("step-spoken"),
	);
	app.press(keys.enter);
	await app.until("Your answer");
	app.press("2");
	await expect(asKept(await app.until("(selected)"))).toMatchFileSnapshot(
		keptAt("option-spoken"),
	);
	app.press("q");
	await app.ended;
});

test("a link to the item from the template, to follow where the terminal can", async () => {
	const template =
		"https://app.example/{company_id}/{project_id}/{tool_type}/{item_id}";
	const url = "https://app.example/4201/77/requisition/49001";
	for (const [env, follows] of [
		[{ TERM: "xterm-kitty" }, true],
		[{}, false],
	] as const) {
		const app = openAs(edge.url, {
			args: one,
			env: { SIGNOFF_ITEM_URL: template, ...env },
		});
		expect(await app.until("Who answers")).toContain(`Link       ${url}\n`);
		app.press("q");
		expect((await app.ended).raw.includes(`${esc}]8;;${url}`)).toBe(follows);
	}
});

test("a template that is none is refused before the app opens", async () => {
	const app = openAs(edge.url, {
		args: one,
		env: { SIGNOFF_ITEM_URL: "javascript:{item_id}" },
	});
	const { code, raw } = await app.ended;
	expect(code).toBe(2);
	expect(raw).toContain("must be a web address");
	expect(raw).not.toContain("javascript:");
});

test("the keys of every screen are a key away", async () => {
	const app = openAs(edge.url, { args: one });
	await app.until("Who answers");
	app.press("?");
	await expect(asKept(await app.until("any key"))).toMatchFileSnapshot(
		keptAt("keys"),
	);
	app.press("x");
	await app.until("Who answers");
	app.press("q");
	await app.ended;
});
