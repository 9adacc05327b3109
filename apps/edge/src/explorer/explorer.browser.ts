import { join } from "node:path";
import type { Browser } from "playwright-core";
import {
	afterAll,
	beforeAll,
	describe,
	expect,
	onTestFinished,
	test,
} from "vitest";
import { readFixture } from "../cli/read-fixture.ts";
import { serve } from "../hosts/node/serve.ts";
import { company, instanceId } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import {
	axeViolations,
	expectResult,
	fillRespondForm,
	focusedText,
	openExplorer,
	send,
	setComment,
	takeScreenshot,
	takeScreenshots,
} from "../testing/explorer-page.ts";
import { parseCurlOutput, runShell } from "../testing/integrations/run-curl.ts";
import { launchBrowser } from "../testing/launch-browser.ts";
import { publishedWorker } from "../testing/workerd/harness.ts";

const sampleCompany = join(import.meta.dirname, "../../fixtures/harbor.json");

let browser: Browser;
beforeAll(async () => {
	browser = await launchBrowser();
});
afterAll(() => browser.close());

const worker = publishedWorker({
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_FIXTURE: JSON.stringify(company()),
});

describe.each([
	["Node", async () => (await startEdge(company())).url],
	["workerd", async () => (await worker.url()).origin],
])("the page /docs on %s", (host, start) => {
	test("sends a response and shows the outcome, with requests to its own origin only", async () => {
		const origin = await start();
		const { page, problems, requested } = await openExplorer(browser, origin);
		await fillRespondForm(page, instanceId("project", "multiple"));
		await page.getByRole("button", { name: "Load response options" }).click();
		await page.getByRole("button", { name: "Approve" }).click();
		await setComment(page, "<b>Fine</b> by me.");
		await send(page, "204", "Your response is on record.");
		await takeScreenshots(page, `${host}-recorded`);
		await send(page, "204", "was on record already");
		await page.getByRole("button", { name: "Return" }).click();
		await send(page, "422", "Another response of yours is on record");
		await takeScreenshots(page, `${host}-conflict`);
		expect(await page.locator("#response-body").textContent()).toContain(
			'"kind": "conflict"',
		);
		expect(problems).toEqual([]);
		expect(new Set(requested.map((url) => new URL(url).origin))).toEqual(
			new Set([origin]),
		);
		await page.context().close();
	});
});

/** Starts an edge with the sample company. */
async function startSample(): Promise<string> {
	const edge = await serve({
		port: 0,
		log: () => {},
		logLevel: "error",
		fixture: await readFixture(sampleCompany),
	});
	onTestFinished(edge.close);
	return edge.url;
}

describe("the page /docs of the sample company", () => {
	test("previews, tests and copies a request with the values of an example, and keeps the focus", async () => {
		const origin = await startSample();
		const { page, problems } = await openExplorer(
			browser,
			origin,
			"#respondInProject",
		);
		const press = (name: string) => page.getByRole("button", { name }).click();
		expect(await page.getByLabel("Access token").inputValue()).toBe(
			"ada-token",
		);
		await press("Preview");
		await expectResult(page, "200", "This response would be recorded.");
		expect(await focusedText(page)).toBe("Preview");
		await takeScreenshots(page, "sample-preview");
		await page.getByLabel("Show the outcome").check();
		await press("Test request");
		await expectResult(page, "200", "Your response is on record.");
		expect(await focusedText(page)).toBe("Test request");
		expect(await page.locator("#response-body").textContent()).toContain(
			'"kind": "recorded"',
		);
		await takeScreenshots(page, "sample-recorded");
		await setComment(page, `It's "fine" 🏗\nsecond line`);
		await press("Copy as curl");
		await page.locator("#curl-command").waitFor();
		expect(await focusedText(page)).toBe("Copy as curl");
		const copied: string = await page.evaluate(
			"navigator.clipboard.readText()",
		);
		expect(copied).toBe(await page.locator("#curl-command").textContent());
		const reply = parseCurlOutput(await runShell(copied));
		expect([reply.status, JSON.parse(reply.body).outcome.kind]).toEqual([
			422,
			"conflict",
		]);
		await takeScreenshots(page, "sample-curl");
		expect(await axeViolations(page)).toEqual([]);
		expect(problems).toEqual([]);
		await page.context().close();
	});

	test("each example answers what its name says", async () => {
		const { page } = await openExplorer(browser, await startSample());
		for (const request of ["respondInProject", "respond"]) {
			await page.goto(`${page.url().split("#")[0]}#${request}`);
			const choice = page.getByRole("combobox", { name: "Example" });
			await choice.waitFor();
			const names: string[] = await choice
				.locator("option")
				.evaluateAll((options) =>
					options.map((option) => String(Object(option).value)),
				);
			expect(names.length).toBeGreaterThan(5);
			await page.getByLabel("Show the outcome").check();
			for (const name of names) {
				await choice.selectOption(name);
				await page.getByRole("button", { name: "Test request" }).click();
				await page
					.locator("#response-body", { hasText: `"kind": "${name}"` })
					.waitFor();
			}
		}
		await page.context().close();
	});

	test("works with the keyboard alone", async () => {
		const { page, problems } = await openExplorer(
			browser,
			await startSample(),
			"#respondInProject",
		);
		const tabTo = async (text: string): Promise<void> => {
			for (let presses = 0; presses < 80; presses++) {
				if ((await focusedText(page)).trim() === text) return;
				await page.keyboard.press("Tab");
			}
			throw new Error(`Tab does not reach ${text}.`);
		};
		await page.getByRole("combobox", { name: "Example" }).waitFor();
		await tabTo("Preview");
		await page.keyboard.press("Enter");
		await expectResult(page, "200", "would be recorded");
		await page.keyboard.press("Shift+Tab");
		expect(await focusedText(page)).toBe("Test request");
		await page.keyboard.press("Space");
		await expectResult(page, "204", "is on record");
		expect(await focusedText(page)).toBe("Test request");
		await page.keyboard.press("Enter");
		await expectResult(page, "204", "was on record already");
		await tabTo("Copy as curl");
		await page.keyboard.press("Enter");
		await page.locator("#curl-command").waitFor();
		expect(problems).toEqual([]);
		await page.context().close();
	});

	test("has no violation that axe finds, for one request of each kind", async () => {
		const { page } = await openExplorer(browser, await startSample());
		for (const request of [
			"respondInProject",
			"listInstancesInProject",
			"createInstance",
			"getSettlement",
			"getHealth",
		]) {
			await page.goto(`${page.url().split("#")[0]}#${request}`);
			await page.getByRole("button", { name: "Test request" }).click();
			await page.locator(".status").waitFor();
			expect(await axeViolations(page)).toEqual([]);
		}
		await page.context().close();
	});
});

describe("the page /docs", () => {
	test("fills in nothing if the edge does not serve a fixture", async () => {
		const { url } = await startEdge(company());
		const { page } = await openExplorer(browser, url, "#respond");
		await page.getByLabel("Access token").waitFor();
		for (const label of ["Access token", "company_id"])
			expect(await page.getByLabel(label).inputValue()).toBe("");
		expect(await page.getByRole("combobox", { name: "Example" }).count()).toBe(
			0,
		);
		await page.context().close();
	});

	test("has a label for every control of every request", async () => {
		const { page, problems } = await openExplorer(
			browser,
			(await startEdge(company())).url,
		);
		const links = page.getByRole("navigation").getByRole("link");
		await links.first().waitFor();
		const requests = await links.count();
		expect(requests).toBeGreaterThan(15);
		for (let index = 0; index < requests; index++) {
			await links.nth(index).click();
			await links.nth(index).and(page.locator("[aria-current]")).waitFor();
			const unnamed = await page
				.locator("main :is(input, select, textarea)")
				.evaluateAll((controls) =>
					controls
						.filter(
							(control) =>
								!("labels" in control) || !Object(control.labels).length,
						)
						.map(({ id }) => id),
				);
			expect(unnamed).toEqual([]);
		}
		expect(problems).toEqual([]);
		await page.context().close();
	});

	test("works with the keyboard alone, and stores nothing that was typed", async () => {
		const { page, problems } = await openExplorer(
			browser,
			(await startEdge(company())).url,
		);
		await page.getByRole("link", { name: "Who am I" }).focus();
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "Who am I" }).waitFor();
		await page.keyboard.press("Tab");
		await page.keyboard.type("ada-token");
		await page.keyboard.press("Enter");
		await page.getByText("200 OK").waitFor();
		expect(await page.locator("#response-body").textContent()).toContain(
			"ada@harbor.example",
		);
		await takeScreenshots(page, "who-am-i");
		const stored = await page.context().storageState({ indexedDB: true });
		expect(stored).toEqual({ cookies: [], origins: [] });
		await page.reload();
		expect(await page.getByLabel("Access token").inputValue()).toBe("");
		expect(problems).toEqual([]);
		await page.context().close();
	});

	test("folds the list of requests on a phone, and fits the width of the screen", async () => {
		const { page, problems } = await openExplorer(
			browser,
			(await startEdge(company())).url,
		);
		await page.setViewportSize({ width: 360, height: 740 });
		await page.getByText("All requests").click();
		await takeScreenshot(page, "menu");
		const link = page.getByRole("link", { name: "List workflow instances" });
		await link.first().click();
		await page.getByRole("button", { name: "Test request" }).waitFor();
		await page
			.getByRole("heading", { name: "List workflow instances" })
			.waitFor();
		expect(await page.getByRole("link", { name: "Who am I" }).isVisible()).toBe(
			false,
		);
		const width = await page.evaluate("document.documentElement.scrollWidth");
		expect(width).toBe(360);
		expect(problems).toEqual([]);
		await page.context().close();
	});
});
