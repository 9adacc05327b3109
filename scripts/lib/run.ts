import { spawn } from "node:child_process";

/** Exit code of a command, with its standard output and error. */
export type RunResult = { code: number; output: string };

// Output without colours, since it is parsed; no telemetry.
const defaultEnv: NodeJS.ProcessEnv = {
	...process.env,
	DO_NOT_TRACK: "1",
	NO_COLOR: "1",
	TURBO_TELEMETRY_DISABLED: "1",
};

/** Runs a command until it exits. Rejects only if it cannot be started. */
export function runProcess(
	command: string,
	args: string[],
	cwd: string,
	env: NodeJS.ProcessEnv = defaultEnv,
): Promise<RunResult> {
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

/** Runs a command and returns its output. Throws an error with the output if the exit code is not 0. */
export async function runOrThrow(
	command: string,
	args: string[],
	cwd: string,
): Promise<string> {
	const { code, output } = await runProcess(command, args, cwd);
	if (code !== 0)
		throw new Error(
			`\`${[command, ...args].join(" ")}\` exited with ${code}:\n${output}`,
		);
	return output;
}
