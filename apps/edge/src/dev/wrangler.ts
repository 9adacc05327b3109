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
	/** Further variables of the deployment. @default { SIGNOFF_UPSTREAM: "embedded" } */
	vars?: Record<string, string>;
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
	vars = { SIGNOFF_UPSTREAM: "embedded" },
	stdio,
}: WranglerOptions): ChildProcess {
	const all = {
		...vars,
		...(fixture === null ? {} : { SIGNOFF_FIXTURE: fixture }),
	};
	return spawn(
		process.execPath,
		[
			join(dirname(packageFile), "bin", "wrangler.js"),
			"dev",
			...["--config", join(app, "wrangler.jsonc")],
			...["--ip", "127.0.0.1", "--port", String(port)],
			...["--inspector-port", "0"],
			...["--persist-to", persistTo],
			...Object.entries(all).flatMap(([name, value]) => [
				"--var",
				`${name}:${value}`,
			]),
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
