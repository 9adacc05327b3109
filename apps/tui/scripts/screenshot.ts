// Renders the pictures of the README from the real app in a real terminal, with the sample company.
// Run it with `pnpm --filter @signoff/tui screenshot`.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goToReview } from "../src/testing/app.ts";
import { startEdge } from "../src/testing/edge.ts";
import { keys, openTerminal } from "../src/testing/terminal.ts";
import { renderSvg } from "./picture.ts";

const repository = join(import.meta.dirname, "../../..");
const images = join(repository, "docs/images");
const fixture = join(repository, "apps/edge/fixtures/harbor.json");

const edge = await startEdge(JSON.parse(await readFile(fixture, "utf8")));
const app = openTerminal([], {
	SIGNOFF_BASE_URL: edge.url,
	SIGNOFF_TOKEN: "ada-token",
	SIGNOFF_COMPANY_ID: "4201",
});
try {
	await app.until("1 of 22");
	app.send(keys.down, keys.down, keys.down);
	await app.until("4 of 22");
	await saveScreen("inbox");
	await app.press(keys.enter);
	await app.until("Who answers");
	await saveScreen("step");
	await goToReview(app, "2", "Anchor embedment is 150 mm in the shop drawing.");
	await app.press("s");
	await app.until("Outcome");
	await saveScreen("outcome");
	await app.press("q");
	await app.ended;
} finally {
	await edge.stop();
}

async function saveScreen(name: string): Promise<void> {
	const file = join(images, `${name}.svg`);
	await writeFile(
		file,
		renderSvg(app.cells(), `The ${name} of the terminal app`),
	);
	console.log(file);
}
