import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { company, instanceId } from "../testing/company.ts";
import { startEdge } from "../testing/edge.ts";
import { publishedWorker } from "../testing/workerd/harness.ts";

/** A folder for pictures of what was seen; none are taken where it is not named. */
const pictures = process.env["SIGNOFF_PICTURES"];

const instance = instanceId("project", "multiple");

let browser: Browser;
beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: process.env["SIGNOFF_CHROMIUM"] ?? "/usr/bin/chromium",
		args: [
			"--no-sandbox",
			"--disable-background-networking",
			"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
		],
	});
});
afterAll(() => browser.close());

const worker = publishedWorker({
	UPSTREAM: "embedded",
	FIXTURE: JSON.stringify(company()),
});

describe.each([
	["Node", async () => (await startEdge(company())).url],
	["workerd", async () => (await worker.url()).origin],
])("the page to try requests, on %s", (host, start) => {
	test("a response is filled in, sent and seen; nothing leaves the machine", async () => {
		const origin = await start();
		const { page, wrong, asked } = await open(origin);
		await fillIn(page);
		await page.getByRole("button", { name: "Look at the instance" }).click();
		await page.getByRole("button", { name: "Approve" }).click();
		await comment(page, "<b>Fine</b> by me.");
		await send(page, "204", "Your response is on record.");
		await picture(page, `${host}-recorded`);
		await send(page, "204", "was on record already");
		await page.getByRole("button", { name: "Return" }).click();
		await send(page, "422", "Another response of yours is on record");
		await picture(page, `${host}-conflict`);
		expect(await page.locator("#answer-body").textContent()).toContain(
			'"kind": "conflict"',
		);
		expect(wrong).toEqual([]);
		expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(
			new Set([origin]),
		);
		await page.context().close();
	});
});

describe("the page, whoever uses it", () => {
	test("every control of every request has a label", async () => {
		const { page, wrong } = await open((await startEdge(company())).url);
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
		expect(wrong).toEqual([]);
		await page.context().close();
	});

	test("the keyboard alone is enough, and nothing typed in outlives the page", async () => {
		const { page, wrong } = await open((await startEdge(company())).url);
		await page.getByRole("link", { name: "Who am I" }).focus();
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "Who am I" }).waitFor();
		await page.keyboard.press("Tab");
		await page.keyboard.type("ada-token");
		await page.keyboard.press("Enter");
		await page.getByText("200 OK").waitFor();
		expect(await page.locator("#answer-body").textContent()).toContain(
			"ada@harbor.example",
		);
		await picture(page, "who-am-i");
		const kept = await page.context().storageState({ indexedDB: true });
		expect(kept).toEqual({ cookies: [], origins: [] });
		await page.reload();
		expect(await page.getByLabel("Access token").inputValue()).toBe("");
		expect(wrong).toEqual([]);
		await page.context().close();
	});

	test("on a phone the list of requests folds away, and nothing is wider than the screen", async () => {
		const { page, wrong } = await open((await startEdge(company())).url);
		await page.setViewportSize({ width: 360, height: 740 });
		await page.getByText("All requests").click();
		if (pictures !== undefined)
			await page.screenshot({ path: join(pictures, "menu.png") });
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
		expect(wrong).toEqual([]);
		await page.context().close();
	});
});

async function open(
	origin: string,
): Promise<{ page: Page; wrong: string[]; asked: string[] }> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 900 },
	});
	const page = await context.newPage();
	const wrong: string[] = [];
	const asked: string[] = [];
	page.on("console", (message) => {
		// The browser itself writes a line for every refusal, which is what was asked for here.
		if (!message.text().includes("the server responded with a status of 422"))
			wrong.push(message.text());
	});
	page.on("pageerror", (error) => wrong.push(error.message));
	page.on("requestfailed", (request) => wrong.push(request.url()));
	page.on("request", (request) => asked.push(request.url()));
	await page.goto(`${origin}/docs`);
	return { page, wrong, asked };
}

async function fillIn(page: Page): Promise<void> {
	await page
		.getByRole("link", { name: "Respond to the current step" })
		.first()
		.click();
	await page.getByLabel("Access token").fill("ada-token");
	await page.getByLabel("company_id").fill("4201");
	await page.getByLabel("project_id").fill("77");
	await page.getByLabel("id", { exact: true }).fill(instance);
	expect(await page.getByLabel("Procore-Company-Id").inputValue()).toBe("4201");
}

async function comment(page: Page, text: string): Promise<void> {
	const body = page.getByLabel("Body (JSON)");
	const given: unknown = JSON.parse(await body.inputValue());
	Object(given).response.comment = text;
	await body.fill(JSON.stringify(given, null, 2));
}

async function send(page: Page, status: string, words: string): Promise<void> {
	await page.getByRole("button", { name: "Send" }).click();
	const answer = page.getByRole("region", { name: "Answer" });
	await answer.locator(".sentence", { hasText: words }).waitFor();
	expect(await answer.locator("strong").textContent()).toContain(status);
}

async function picture(page: Page, name: string): Promise<void> {
	if (pictures === undefined) return;
	await mkdir(pictures, { recursive: true });
	const sizes = { desktop: [1280, 900], phone: [390, 844] } as const;
	for (const [size, [width, height]] of Object.entries(sizes))
		for (const colorScheme of ["light", "dark"] as const) {
			await page.setViewportSize({ width, height });
			await page.emulateMedia({ colorScheme });
			await page.screenshot({
				path: join(pictures, `${name}-${size}-${colorScheme}.png`),
				fullPage: true,
			});
		}
	await page.setViewportSize({ width: 1280, height: 900 });
}
