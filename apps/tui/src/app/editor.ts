import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ignoreInterrupts } from "../terminal/abort-on-signal.ts";
import type { Environment } from "./ui/theme.ts";

/**
 * Opens a text in the editor of `VISUAL` or `EDITOR`, by default `vi`, and resolves with what was saved. The file is
 * readable by this user only, and removed afterwards. The caller hands the terminal over. Rejects if the editor cannot
 * be started or fails.
 *
 * @param signal ends the editor
 */
export async function editText(
	text: string,
	env: Environment,
	signal: AbortSignal,
): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "signoff-"));
	try {
		const file = join(folder, "comment.txt");
		await writeFile(file, text, { mode: 0o600, flag: "wx" });
		await runEditor(env["VISUAL"] || env["EDITOR"] || "vi", file, signal);
		return withoutLastLineEnd(await readFile(file, "utf8"));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * The command may have arguments, such as `code --wait`: a shell splits it. Ctrl-C is for the editor: the shell catches
 * it, so that it does not end before the editor does.
 */
async function runEditor(
	command: string,
	file: string,
	signal: AbortSignal,
): Promise<void> {
	const [shell, ...args] =
		process.platform === "win32"
			? ["cmd.exe", "/d", "/s", "/c", `${command} "${file}"`]
			: ["/bin/sh", "-c", `trap : INT; ${command} "$1"`, "sh", file];
	const endIgnoring = ignoreInterrupts();
	try {
		const child = spawn(shell ?? "", args, { stdio: "inherit", signal });
		const [code] = await once(child, "exit");
		if (code !== 0)
			throw new Error(`The editor failed: ${command}. EDITOR names another.`);
	} finally {
		endIgnoring();
	}
}

/** Editors end the last line. Line ends become `\n`. */
function withoutLastLineEnd(saved: string): string {
	return saved.replace(/\r\n?/g, "\n").replace(/\n$/, "");
}
