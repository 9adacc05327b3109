import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { openAs } from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { newConfigHome } from "../testing/state-home.ts";
import { keys, openShell, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

const instances = Array.from({ length: 20 }, (_, index) => `${9001 + index}`);
const edge = await startEdge(sampleCompany(instances, ["9901"]));
afterAll(() => edge.stop());

let opened: Terminal[] = [];
const open: typeof openAs = (url, options = {}) => {
	const app = openAs(url, {
		...options,
		env: { SIGNOFF_COMPANY_ID: "4201", ...options.env },
	});
	opened.push(app);
	return app;
};
afterEach(async () => {
	for (const app of opened) app.kill("SIGKILL");
	await Promise.all(opened.map(({ ended }) => ended));
	opened = [];
});

test("a cursor move writes at most 400 bytes at 80 columns", async () => {
	const app = open(edge.url);
	await app.until("1 of 21");
	for (let place = 2; place <= 12; place++) {
		const before = app.written().length;
		app.send(keys.down);
		await app.until(`${place} of 21`);
		expect(Buffer.byteLength(app.written().slice(before))).toBeLessThanOrEqual(
			400,
		);
	}
});

test("from 100 columns on a pane shows the step under the cursor; Tab moves the keys to it", async () => {
	const app = open(edge.url, { columns: 100, rows: 24 });
	const shown = await app.until("None: this is the first one.");
	expect(shown).toMatch(/^❯ .* │ Item +Invoices 49001$/m);
	app.resize(100, 15);
	await app.until((screen) => !screen.includes("None:"));
	await app.press("\t");
	await app.until("Tab list");
	app.send(keys.pageDown);
	await app.until((screen) => !screen.includes("│ Item"));
	expect(app.screen()).toContain("1 of 21");
	await app.press("\t");
	await app.until((screen) => !screen.includes("Tab list"));
	app.send(keys.down);
	await app.until("2 of 21");
	app.resize(99, 15);
	await app.until((screen) => !screen.includes("│"));
});

test("y copies the link of the item, and O opens it", async () => {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	const browser = join(folder, "browser");
	const visited = join(folder, "visited");
	writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > ${visited}\n`, {
		mode: 0o700,
	});
	const app = open(edge.url, {
		columns: 100,
		env: {
			BROWSER: browser,
			SIGNOFF_ITEM_URL: "https://app.example/{project_id}/{item_id}",
		},
	});
	await app.until("1 of 21");
	await app.press("y");
	await app.until("Copied https://app.example/77/49001");
	await app.press("O");
	await app.until("Opening https://app.example/77/49001");
	await vi.waitFor(() =>
		expect(readFileSync(visited, "utf8")).toBe("https://app.example/77/49001"),
	);
	await app.press("q");
	const { raw } = await app.ended;
	const link = Buffer.from("https://app.example/77/49001").toString("base64");
	expect(raw).toContain(`\u001b]52;c;${link}\u0007`);
});

test("a terminal that does not know its size counts as 80 by 24", async () => {
	const shell = openShell({
		SIGNOFF_BASE_URL: edge.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		XDG_CONFIG_HOME: newConfigHome({}),
	});
	opened.push(shell);
	shell.send("stty cols 0 rows 0; signoff\r");
	const screen = await shell.until("1 of 21");
	expect(screen.split("\n").slice(1, 2)).toEqual(["─".repeat(80)]);
});

test("grouping, order and filters keep the row", async () => {
	const app = open(edge.url);
	await app.until("1 of 21");
	await app.press("g");
	await app.until("Pier 9 (77) · 20");
	await app.press("g");
	await app.until("Invoices · 20");
	app.send(keys.end);
	expect(await app.until("21 of 21")).toContain("Policies · 1");
	await app.press("o");
	await app.until("waiting longest first");
	await app.press("/");
	await app.until("Filter:");
	app.send("tool:pol due:week");
	await app.until("1 of 1 (21 in all)");
	await app.press(keys.enter);
	await app.until("/ changes it");
	// An answer is chosen from the list, also by its letter.
	await app.press("a");
	expect(await app.until("Your answer")).toMatch(/^❯ 1 .*Approve/m);
});

test("Ctrl-Z suspends the app in a shell, and fg draws it again; without a shell it goes on", async () => {
	const env = {
		SIGNOFF_BASE_URL: edge.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		XDG_CONFIG_HOME: newConfigHome({}),
	};
	const shell = openShell(env);
	opened.push(shell);
	shell.send("signoff\r");
	const before = await shell.until("1 of 21");
	await shell.press("\u001a");
	await shell.until("Stopped");
	shell.send("fg\r");
	expect(await shell.until("1 of 21")).toBe(before);
	const alone = open(edge.url);
	await alone.until("1 of 21");
	await alone.press("\u001a");
	await alone.until(() => alone.written().split("\u001b[?1049h").length === 3);
	await alone.until("1 of 21");
	alone.send(keys.down);
	await alone.until("2 of 21");
});
