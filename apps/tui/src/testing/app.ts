import { newConfigHome } from "./state-home.ts";
import { keys, openTerminal, type Terminal } from "./terminal.ts";

/** Opens the app in a terminal, by default as Ada and without an undo window. */
export function openAs(
	url: string,
	{
		token = "ada-token",
		args = [],
		env = {},
		columns = 80,
		rows = 24,
		undoSeconds = 0,
	}: {
		token?: string;
		args?: string[];
		env?: Record<string, string>;
		columns?: number;
		rows?: number;
		undoSeconds?: number;
	} = {},
): Terminal {
	return openTerminal(
		args,
		{
			SIGNOFF_BASE_URL: url,
			SIGNOFF_TOKEN: token,
			XDG_CONFIG_HOME: newConfigHome({ undo_seconds: undoSeconds }),
			...env,
		},
		{ columns, rows },
	);
}

/** Goes from an open step to the review, with keys, and waits until they count there. */
export async function goToReview(
	app: Terminal,
	option: string,
	comment: string,
): Promise<string> {
	await app.until("Who answers");
	await app.press(keys.enter);
	await app.until("Your answer");
	await app.press(option);
	await untilSelected(app, option);
	await app.press(keys.enter);
	await app.until((screen) => /[·|] Comment/.test(screen));
	if (comment !== "") {
		app.paste(comment);
		await app.until(`Your comment: ${[...comment].length} characters`);
	}
	await app.press(keys.enter);
	return app.ready("Send this?");
}

/** Waits until the option with a number is selected. */
export function untilSelected(app: Terminal, option: string): Promise<string> {
	return app.until((screen) =>
		new RegExp(`^[❯>] ${option} `, "m").test(screen),
	);
}

/** Sends the response on the review, once its keys count. */
export async function sendReviewed(app: Terminal): Promise<void> {
	await app.ready("Send this?");
	await app.press("s");
}

/** A screen as text, with placeholders for dates, times and ports. */
export function normalizeScreen(screen: string): string {
	return screen
		.replace(/\d{4}-\d\d-\d\d/g, "YYYY-MM-DD")
		.replace(/\d\d:\d\d:\d\d/g, "hh:mm:ss")
		.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")
		.replace(/\b\d+ min\b/g, "N min")
		.replace(/\b\d+ d ago\b/g, "N d ago")
		.replace(/\boverdue \d+ d\b/g, "overdue N d");
}

/** The path of an expected screen. */
export function snapshotFile(name: string): string {
	return `${import.meta.dirname}/screens/${name}.txt`;
}
