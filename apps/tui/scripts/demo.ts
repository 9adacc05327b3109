import { untilSelected } from "../src/testing/app.ts";
import { keys, type Terminal } from "../src/testing/terminal.ts";
import type { Frame } from "./picture.ts";

const shortMs = 900;
const mediumMs = 2_000;
const longMs = 3_500;

/** Plays the demo in the inbox of the sample company, and returns what the screen showed. */
export async function recordDemo(app: Terminal): Promise<Frame[]> {
	const frames: Frame[] = [];
	const show = (caption: string, ms: number): void => {
		frames.push({ rows: app.cells(), caption, ms });
	};

	show("signoff", longMs);
	await app.press("j");
	await app.until("2 of 22");
	show("j  the next step", shortMs);
	await app.press(keys.enter);
	await app.until("Who answers");
	show("Enter  open it", mediumMs);
	await app.press(keys.enter);
	await app.until("Your answer");
	show("Enter  answer it", shortMs);
	await app.press("1");
	await untilSelected(app, "1");
	show("1  the first answer", shortMs);
	await app.press(keys.enter);
	await app.until("Comment");
	for (const text of ["Checked ", "against ", "the ", "delivery ", "note."]) {
		app.send(text);
		await app.until(text.trim());
		show("a comment", 350);
	}
	await app.press(keys.enter);
	await app.ready("Send this?");
	show("Enter  the review", longMs);
	await app.press("s");
	await app.until("u takes it back");
	show("s  send it: for 5 seconds u takes it back", longMs);
	await app.until("recorded: ");
	show("the outcome, once it is certain", longMs);

	await app.press("/");
	await app.until("Filter:");
	for (const text of ["architectural ", "tool:invoices"]) {
		app.send(text);
		await app.until(text.trim());
		show("/  filter", shortMs);
	}
	await app.press(keys.enter);
	await app.until("changes it");
	await app.press("*");
	await app.ready("Answer ");
	show("*  answer all that match", mediumMs);
	await app.press("1");
	await untilSelected(app, "1");
	show("1  the same answer for all", mediumMs);
	await app.press(keys.enter);
	await app.until("One comment for all");
	show("Enter  no comment", mediumMs);
	await app.press(keys.enter);
	await app.ready("Send these?");
	show("Enter  the summary", longMs);
	await app.press("s");
	await app.until("takes all of");
	show("s  send them", mediumMs);
	await app.until((screen) => /(\d+) of \1 done/.test(screen));
	show("the outcome of each, failures first", longMs);
	return frames;
}
