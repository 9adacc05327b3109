// Takes the pictures of docs/http-task.md from the page `/docs` of the sample company: `node src/dev/take-pictures.ts`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readFixture } from "../cli/read-fixture.ts";
import { serve } from "../hosts/node/serve.ts";
import { launchBrowser } from "../testing/launch-browser.ts";

const root = join(import.meta.dirname, "../../../..");
const folder = join(root, "docs/images");
await mkdir(folder, { recursive: true });

const edge = await serve({
	port: 0,
	log: () => {},
	logLevel: "error",
	fixture: await readFixture(join(root, "apps/edge/fixtures/harbor.json")),
});
const browser = await launchBrowser();
const page = await browser.newPage({
	viewport: { width: 1000, height: 900 },
	colorScheme: "light",
});
await page.goto(`${edge.url}/docs#respondInProject`);
const form = page.getByRole("form");
const result = page.getByRole("region", { name: "HTTP response" });
await form.waitFor();
await form.screenshot({ path: join(folder, "http-task-prepare.png") });
await page.getByRole("button", { name: "Preview" }).click();
await result.getByText("This response would be recorded.").waitFor();
await result.screenshot({ path: join(folder, "http-task-preview.png") });
await page.getByLabel("Show the outcome").check();
await page.getByRole("button", { name: "Test request" }).click();
await result.getByText("Your response is on record.").waitFor();
await result.screenshot({ path: join(folder, "http-task-test.png") });
await page.getByLabel("Show the outcome").uncheck();
await page.getByRole("button", { name: "Copy as curl" }).click();
await page.locator("#curl-command").waitFor();
await result.screenshot({ path: join(folder, "http-task-curl.png") });
await browser.close();
await edge.close();
