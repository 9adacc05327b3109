import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];
process.once("exit", () => {
	for (const folder of folders)
		rmSync(folder, { recursive: true, force: true });
});

/** A new, empty folder for `XDG_STATE_HOME`. It is removed when the process of the tests ends. */
export function newStateHome(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-state-"));
	folders.push(folder);
	return folder;
}
