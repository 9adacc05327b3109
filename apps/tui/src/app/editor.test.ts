import {
	chmod,
	mkdtemp,
	readdir,
	readFile,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openAs, untilSelected } from "../testing/app.ts";
import { replyToReads } from "../testing/instance.ts";
import { startStubServer } from "../testing/stub-server.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });
const stub = await startStubServer(replyToReads("Review", { status: 204 }));
afterAll(() => stub.stop());

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "signoff-editor-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes an editor: a script that receives the file as `$1`. */
async function editor(name: string, script: string): Promise<string> {
	const file = join(folder, name);
	await writeFile(file, `#!/bin/sh\n${script}\n`);
	await chmod(file, 0o755);
	return file;
}

/** Opens the comment, with a text in it. */
async function openComment(env: Record<string, string>): Promise<Terminal> {
	const app = openAs(stub.url, {
		args: ["--company-id", "4201", "--instance", "9001"],
		env: { TMPDIR: folder, ...env },
	});
	await app.until("Who answers");
	await app.press(keys.enter);
	await app.until("Your answer");
	await app.press("1");
	await untilSelected(app, "1");
	await app.press(keys.enter);
	await app.until("A comment, if you like");
	app.send("Draft.");
	await app.until("Your comment: 6 characters");
	return app;
}

test("Ctrl-G opens the comment in the editor, which gets every key until it ends", async () => {
	const mode = join(folder, "mode");
	const EDITOR = await editor(
		"typist",
		`stat -c '%a' "$2" > ${mode}; printf 'editing: '; cat "$2"
read line; printf '%s\\r\\nMore.\\n' "$line" >> "$2"`,
	);
	const app = await openComment({ EDITOR: `${EDITOR} --wait` });
	await app.press(keys.ctrlG);
	await app.until("editing: Draft.");
	// Keys of the app: the editor gets them. Ctrl-C is the editor's, too, but this one ignores it.
	app.send("qs\x15 by the editor\r");
	await app.until("Your comment: 25 characters");
	expect(app.screen()).toContain("Draft.by the editor\nMore.\n");
	expect(await readFile(mode, "utf8")).toBe("600\n");
	expect((await readdir(folder)).filter((name) => name !== "mode")).toEqual([
		"typist",
	]);
	await app.press(keys.ctrlD);
	await app.ready("Send this?");
	await app.press("s");
	await app.until("Outcome");
	expect(stub.requests.at(-1)?.body).toContain("Draft.by the editor\\nMore.");
	await app.press("q");
	expect((await app.ended).code).toBe(0);
});

test("Ctrl-C in the editor does not end the app", async () => {
	const EDITOR = await editor(
		"interrupted",
		'trap "" INT; echo editing; read line',
	);
	const app = await openComment({ EDITOR });
	await app.press(keys.ctrlG);
	await app.until("editing");
	app.send(keys.ctrlC, "\r");
	await app.until("Your comment: 6 characters");
	app.kill("SIGTERM");
	await app.ended;
});

test.each([
	["an editor that does not exist", "/nonexistent/editor"],
	["an editor that fails", "false"],
])("%s leaves the comment as it was, and says so", async (_, EDITOR) => {
	const app = await openComment({ EDITOR });
	await app.press(keys.ctrlG);
	await app.until(`! The editor failed: ${EDITOR}.`);
	expect(app.screen()).toContain("Draft.");
	app.send("!");
	await app.until("Your comment: 7 characters");
	app.kill("SIGTERM");
	await app.ended;
});

test("a signal ends the app and the editor, and no file is left", async () => {
	const EDITOR = await editor("waiting", "echo editing; exec sleep 600");
	const app = await openComment({ EDITOR });
	await app.press(keys.ctrlG);
	await app.until("editing");
	app.kill("SIGTERM");
	await app.ended;
	const left = (await readdir(folder)).filter((name) =>
		name.startsWith("signoff-"),
	);
	expect(left).toEqual([]);
});
