import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Environment } from "./ui/theme.ts";

/** The sequence that puts a text into the clipboard of the terminal (OSC 52). The text is encoded, so it cannot end it. */
export function clipboardSequence(text: string): string {
	return `\u001b]52;c;${Buffer.from(text).toString("base64")}\u0007`;
}

/** Opens a web address in the browser. Rejects if the browser cannot be started. */
export async function openUrl(url: string, env: Environment): Promise<void> {
	const [command = "", ...args] = browserCommand(url, env);
	const child = spawn(command, args, { stdio: "ignore", detached: true });
	await once(child, "spawn");
	child.unref();
}

/** Without a shell: the address is one argument. */
function browserCommand(url: string, env: Environment): string[] {
	const named = env["BROWSER"]?.split(/\s+/).filter((part) => part !== "");
	if (named !== undefined && named.length > 0)
		return named.includes("%s")
			? named.map((part) => (part === "%s" ? url : part))
			: [...named, url];
	switch (process.platform) {
		case "darwin":
			return ["open", url];
		case "win32":
			return ["rundll32.exe", "url.dll,FileProtocolHandler", url];
		default:
			return ["xdg-open", url];
	}
}
