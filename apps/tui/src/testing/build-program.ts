import { pnpmCommand, root } from "../../../../scripts/lib/repository.ts";
import { runOrThrow } from "../../../../scripts/lib/run.ts";

/**
 * Builds the program before the tests that start it, hundreds of times: it starts in a third of the time that the sources
 * take, and it is what users run. An unchanged build is used again.
 */
export async function setup(): Promise<void> {
	const [command, ...args] = pnpmCommand();
	const flags = ["run", "build", "--filter=@signoff/tui"];
	await runOrThrow(command, [...args, ...flags], root);
}
