import { spawn } from "node:child_process";

/** How a command ended, with everything it wrote. */
export type Ran = { code: number; output: string };

// What they write is read later, so it has no colours; tools that would send usage data are asked not to.
const quiet: NodeJS.ProcessEnv = {
	...process.env,
	DO_NOT_TRACK: "1",
	NO_COLOR: "1",
	TURBO_TELEMETRY_DISABLED: "1",
};

/** Runs a command to its end. Rejects only where it cannot be started. */
export function run(
	command: string,
	args: string[],
	cwd: string,
	env: NodeJS.ProcessEnv = quiet,
): Promise<Ran> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env,
			stdio: ["ignore", "pipe", "pipe"],
		});
		const chunks: Buffer[] = [];
		child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
		child.once("error", reject);
		child.once("close", (code) =>
			resolve({
				code: code ?? 1,
				output: Buffer.concat(chunks).toString("utf8"),
			}),
		);
	});
}

/** Runs a command that must succeed. Throws with what it wrote where it does not. */
export async function must(
	command: string,
	args: string[],
	cwd: string,
): Promise<string> {
	const { code, output } = await run(command, args, cwd);
	if (code !== 0)
		throw new Error(
			`\`${[command, ...args].join(" ")}\` ended with ${code}:\n${output}`,
		);
	return output;
}
