import { execFile } from "node:child_process";
import { delimiter } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Ends every command if the rehearsal as a whole takes too long. */
const deadline: AbortSignal = AbortSignal.timeout(600_000);

/** The folders of a user's shell: npm then runs on the Node of this machine, with its settings. */
const userPath = (process.env["PATH"] ?? "")
	.split(delimiter)
	.filter(
		(folder) =>
			!folder.includes("node_modules") && !folder.includes("node-gyp-bin"),
	)
	.join(delimiter);

/** The environment of a user's shell: without what package managers, CI and this repository's commands add to it. */
const userEnv: NodeJS.ProcessEnv = {
	...Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) =>
				!/^(?:npm_(?!config_(?:registry|cache|userconfig)$)|pnpm_|node_(?:options|env|path)$|signoff_|github_|actions_|init_cwd$)/i.test(
					name,
				),
		),
	),
	PATH: userPath,
	DO_NOT_TRACK: "1",
	NO_COLOR: "1",
	TURBO_TELEMETRY_DISABLED: "1",
};

/**
 * Runs a command and returns its standard output. Rejects with an error that contains all output if the exit code is
 * not 0.
 *
 * @param env variables that are added to those of a user's shell
 */
export async function command(
	file: string,
	args: readonly string[],
	cwd: string,
	env: NodeJS.ProcessEnv = {},
): Promise<string> {
	try {
		const { stdout } = await run(file, args, {
			cwd,
			env: { ...userEnv, ...env },
			signal: deadline,
			killSignal: "SIGKILL",
			timeout: 300_000,
			maxBuffer: 64 * 1024 * 1024,
		});
		return stdout;
	} catch (error) {
		const { stdout = "", stderr = "" } = Object(error);
		throw new Error(
			`\`${[file, ...args].join(" ")}\` failed:\n${stdout}${stderr}`,
			{ cause: error },
		);
	}
}
