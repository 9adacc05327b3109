import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The folder of what is kept between runs: `$XDG_STATE_HOME/signoff`, else `~/.local/state/signoff`. */
export function stateFolder(env: Partial<Record<string, string>>): string {
	const base = env["XDG_STATE_HOME"] ?? "";
	return join(
		isAbsolute(base) ? base : join(env["HOME"] || homedir(), ".local/state"),
		"signoff",
	);
}
