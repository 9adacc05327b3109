import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { company, instanceId } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import {
	fillRespondForm,
	launchBrowser,
	openExplorer,
	send,
	setComment,
	takeScreenshot,
	takeScreenshots,
} from "../testing/explorer-page.ts";
import { publishedWorker } from "../testing/workerd/harness.ts";

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

describe("the page /docs", () => {
	test("has a label for every control of every request", async () => {
		const { page, problems } = await openExplorer(
			browser,
			(await startEdge(company())).url,
		);
		const links = page.getByRole("navigation").getByRole("link");
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
		await page.getByRole("button", { name: "Send" }).waitFor();
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
