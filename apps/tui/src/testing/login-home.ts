import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Edge, startEdge } from "./edge.ts";
import { type LoginServer, startLoginServer } from "./login-server.ts";
import { type Run, signoff } from "./run-cli.ts";
import { sampleCompany } from "./sample-company.ts";

/** The real endpoint with a company for logins; tests share it. */
export function startLoginEdge(): Promise<Edge> {
	return startEdge(sampleCompany(["9001", "9002", "9003", "9004"]));
}

/** An empty home of a user, and a login server in front of the endpoint. */
export type LoginHome = {
	server: LoginServer;
	/** The environment of the user: nothing but the home and the addresses. */
	env: Record<string, string>;
	/** The folder of the stored logins. */
	folder: string;
	/** Runs a command with lines on standard input, and checks that it shows no secret. */
	run: (
		args: string[],
		answers?: string[],
		env?: Record<string, string>,
	) => Promise<Run>;
	/** The mode of each file of the folder of logins, by the end of its name. */
	modes: () => Promise<Record<string, string>>;
	config: () => Promise<unknown>;
};

/** Opens both until the test ends. */
export async function openLoginHome(edge: Edge): Promise<LoginHome> {
	const home = await mkdtemp(join(tmpdir(), "signoff-home-"));
	const server = await startLoginServer(edge.url, "ada-token");
	onTestFinished(async () => {
		await server.stop();
		await rm(home, { recursive: true });
	});
	const folder = join(home, ".local/state/signoff/logins");
	const env = {
		HOME: home,
		// The default below the home.
		XDG_STATE_HOME: "",
		SIGNOFF_BASE_URL: server.url,
		SIGNOFF_LOGIN_URL: server.url,
		SIGNOFF_KEYCHAIN: "off",
	};
	return {
		server,
		env,
		folder,
		async run(args, answers = [], more = {}) {
			const run = await signoff(args, {
				env: { ...env, ...more },
				stdin: answers.map((answer) => `${answer}\n`).join(""),
			});
			if (server.hasSecret(run.stdout + run.stderr))
				throw new Error("The output has a secret.");
			return run;
		},
		async modes() {
			const files = await readdir(folder);
			const modes = files.map(async (file) => [
				file.replace(/^.*(?=\.(json|tokens))/, ""),
				((await stat(join(folder, file))).mode & 0o777).toString(8),
			]);
			return Object.fromEntries(await Promise.all(modes));
		},
		async config() {
			const path = join(home, ".config/signoff/config.json");
			return JSON.parse(await readFile(path, "utf8"));
		},
	};
}
