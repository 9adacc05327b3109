import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { wranglerEnv } from "./wrangler-env.ts";

/** How the edge runs in workerd on this machine. */
export type WranglerOptions = {
	/** 0 picks a free one. */
	port: number;
	/** The folder that storage is kept in. */
	persistTo: string;
	/** A fixture as JSON, for a company that holds nothing yet. */
	fixture: string | null;
	stdio: "inherit" | "pipe";
};

const app = join(import.meta.dirname, "..", "..");
const packageFile = createRequire(import.meta.url).resolve(
	"wrangler/package.json",
);

/** Starts `wrangler dev` on the edge, on loopback, as the leader of a process group of its own where its output is piped. */
export function wranglerDev({
	port,
	persistTo,
	fixture,
	stdio,
}: WranglerOptions): ChildProcess {
	const fixtureVar = fixture === null ? [] : ["--var", `FIXTURE:${fixture}`];
	return spawn(
		process.execPath,
		[
			join(dirname(packageFile), "bin", "wrangler.js"),
			"dev",
			...["--config", join(app, "wrangler.jsonc")],
			...["--ip", "127.0.0.1", "--port", String(port)],
			...["--inspector-port", "0"],
			...["--persist-to", persistTo],
			...["--var", "UPSTREAM:embedded", ...fixtureVar],
			"--show-interactive-dev-session=false",
		],
		{
			cwd: app,
			env: { ...process.env, ...wranglerEnv },
			stdio: stdio === "pipe" ? ["ignore", "pipe", "pipe"] : "inherit",
			detached: stdio === "pipe",
		},
	);
}
