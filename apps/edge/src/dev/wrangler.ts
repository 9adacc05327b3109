import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { wranglerEnv } from "./wrangler-env.ts";

/** Options of {@link wranglerDev}. */
export type WranglerOptions = {
	/** 0 picks a free port. */
	port: number;
	/** The folder of the storage. */
	persistTo: string;
	/** A fixture as JSON, for a company that is still empty. */
	fixture: string | null;
	stdio: "inherit" | "pipe";
};

const app = join(import.meta.dirname, "..", "..");
const packageFile = createRequire(import.meta.url).resolve(
	"wrangler/package.json",
);

/** Starts `wrangler dev` with the edge on loopback. With piped output it leads a new process group. */
export function wranglerDev({
	port,
	persistTo,
	fixture,
	stdio,
}: WranglerOptions): ChildProcess {
	const fixtureVar =
		fixture === null ? [] : ["--var", `SIGNOFF_FIXTURE:${fixture}`];
	return spawn(
		process.execPath,
		[
			join(dirname(packageFile), "bin", "wrangler.js"),
			"dev",
			...["--config", join(app, "wrangler.jsonc")],
			...["--ip", "127.0.0.1", "--port", String(port)],
			...["--inspector-port", "0"],
			...["--persist-to", persistTo],
			...["--var", "SIGNOFF_UPSTREAM:embedded", ...fixtureVar],
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
