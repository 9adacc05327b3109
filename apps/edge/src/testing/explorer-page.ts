import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** The folder for screenshots; none are taken if the variable is not set. */
const screenshotFolder = process.env["SIGNOFF_PICTURES"];

/** The page `/docs` in a new browser context. */
export type ExplorerPage = {
	page: Page;
	/** Console messages, page errors and failed requests. */
	problems: string[];
	/** URLs of all requests. */
	requested: string[];
};

/** Opens `/docs` of an edge, at the request of a hash. */
export async function openExplorer(
	browser: Browser,
	origin: string,
	hash = "",
): Promise<ExplorerPage> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 900 },
		permissions: ["clipboard-read", "clipboard-write"],
	});
	const page = await context.newPage();
	const problems: string[] = [];
	const requested: string[] = [];
	page.on("console", (message) => {
		// The browser logs every 4xx, and the tests provoke 422.
		if (!message.text().includes("the server responded with a status of 422"))
			problems.push(message.text());
	});
	page.on("pageerror", (error) => problems.push(error.message));
	page.on("requestfailed", (request) => problems.push(request.url()));
	page.on("request", (request) => requested.push(request.url()));
	await page.goto(`${origin}/docs${hash}`);
	return { page, problems, requested };
}

/** Fills in the form of a response to the current step of an instance. */
export async function fillRespondForm(
	page: Page,
	instanceId: string,
): Promise<void> {
	await page
		.getByRole("link", { name: "Respond to the current step" })
		.first()
		.click();
	await page.getByLabel("Access token").fill("ada-token");
	await page.getByLabel("company_id").fill("4201");
	await page.getByLabel("project_id").fill("77");
	await page.getByLabel("id", { exact: true }).fill(instanceId);
	expect(await page.getByLabel("Procore-Company-Id").inputValue()).toBe("4201");
}

/** Sets the comment in the body. */
export async function setComment(page: Page, text: string): Promise<void> {
	const body = page.getByLabel("Body (JSON)");
	const value: unknown = JSON.parse(await body.inputValue());
	Object(value).response.comment = text;
	await body.fill(JSON.stringify(value, null, 2));
}

/** Sends the request with the pointer and expects a status and a sentence. */
export async function send(
	page: Page,
	status: string,
	sentence: string,
): Promise<void> {
	await page.getByRole("button", { name: "Test request" }).click();
	await expectResult(page, status, sentence);
}

/** Expects a status and a sentence of the HTTP response that is shown. */
export async function expectResult(
	page: Page,
	status: string,
	sentence: string,
): Promise<void> {
	const response = page.getByRole("region", { name: "HTTP response" });
	await response.locator(".sentence", { hasText: sentence }).waitFor();
	expect(await response.locator("strong").textContent()).toContain(status);
}

/** The text of the element that has the focus. */
export function focusedText(page: Page): Promise<string> {
	return page.evaluate("document.activeElement.textContent");
}

/** The sizes that the page is looked at, a desktop and a phone. */
const sizes = { desktop: [1280, 900], phone: [390, 844] } as const;

/** What axe finds on the page, on a desktop and a phone, in both colour schemes. */
export async function axeViolations(page: Page): Promise<string[]> {
	// Runs through the debugger: the page's policy allows no other script.
	await page.evaluate(axe.source);
	const found: string[] = [];
	for (const [size, [width, height]] of Object.entries(sizes))
		for (const colorScheme of ["light", "dark"] as const) {
			await page.setViewportSize({ width, height });
			await page.emulateMedia({ colorScheme });
			const violations: { id: string; nodes: { html: string }[] }[] =
				await page.evaluate("axe.run().then(({ violations }) => violations)");
			for (const { id, nodes } of violations)
				found.push(
					`${size}, ${colorScheme}: ${id} ${nodes.map(({ html }) => html).join(" ")}`,
				);
		}
	await page.setViewportSize({ width: 1280, height: 900 });
	return found;
}

/** Takes one screenshot of the visible part of the page. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
	if (screenshotFolder === undefined) return;
	await page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
}

/** Takes screenshots of the whole page on a desktop and a phone, in both colour schemes. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
	if (screenshotFolder === undefined) return;
	await mkdir(screenshotFolder, { recursive: true });
	for (const [size, [width, height]] of Object.entries(sizes))
		for (const colorScheme of ["light", "dark"] as const) {
			await page.setViewportSize({ width, height });
			await page.emulateMedia({ colorScheme });
			await page.screenshot({
				path: join(screenshotFolder, `${name}-${size}-${colorScheme}.png`),
				fullPage: true,
			});
		}
	await page.setViewportSize({ width: 1280, height: 900 });
}
