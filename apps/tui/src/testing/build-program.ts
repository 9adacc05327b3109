import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pnpmCommand, root } from "../../../../scripts/lib/repository.ts";
import { runOrThrow } from "../../../../scripts/lib/run.ts";

/**
 * Builds the program before the tests that start it, hundreds of times: it starts in a third of the time that the sources
 * take, and it is what users run. An unchanged build is used again. The
 * function that it returns removes the state of all tests.
 */
export async function setup(): Promise<() => void> {
	const [command, ...args] = pnpmCommand();
	const flags = ["run", "build", "--filter=@signoff/tui"];
	await runOrThrow(command, [...args, ...flags], root);
	const states = mkdtempSync(join(tmpdir(), "signoff-states-"));
	// Vitest ends its workers without an exit event: they cannot remove what they made.
	process.env["SIGNOFF_TEST_STATE_ROOT"] = states;
	return () => rmSync(states, { recursive: true, force: true });
}
