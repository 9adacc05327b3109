import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];
process.once("exit", () => {
	for (const folder of folders)
		rmSync(folder, { recursive: true, force: true });
});

/** A new folder for `XDG_CONFIG_HOME` with a config file. */
export function newConfigHome(config: object): string {
	const home = newStateHome();
	mkdirSync(join(home, "signoff"));
	writeFileSync(join(home, "signoff", "config.json"), JSON.stringify(config));
	return home;
}

/** A new, empty folder for `XDG_STATE_HOME`. It is removed when the tests end. */
export function newStateHome(): string {
	const folder = mkdtempSync(
		join(process.env["SIGNOFF_TEST_STATE_ROOT"] ?? tmpdir(), "signoff-state-"),
	);
	folders.push(folder);
	return folder;
}
