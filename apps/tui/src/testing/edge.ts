import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The real endpoint in a child process, on a free local port. */
export type Edge = { url: string; stop: () => Promise<void> };

const bin = fileURLToPath(
	new URL("./src/bin.ts", import.meta.resolve("@signoff/edge/package.json")),
);

/** Starts the endpoint with a fixture. Its records are kept in memory only. */
export async function startEdge(fixture: object): Promise<Edge> {
	const folder = await mkdtemp(join(tmpdir(), "signoff-tui-"));
	const file = join(folder, "fixture.json");
	await writeFile(file, JSON.stringify(fixture));
	const child = spawn(
		process.execPath,
		[bin, "serve", "--port", "0", "--fixture", file, "--log-level", "error"],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const exit = once(child, "exit");
	const [line] = await Promise.race([
		once(createInterface(child.stdout), "line"),
		exit,
	]);
	if (typeof line !== "string") throw new Error("The endpoint did not start.");
	const stop = async (): Promise<void> => {
		child.kill();
		await exit;
		await rm(folder, { recursive: true });
	};
	return { url: JSON.parse(line).url, stop };
}
