import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { arch, cpus, platform, totalmem } from "node:os";
import type { Figure } from "../../../../scripts/lib/figures.ts";

/** What one run of the suite measured, as the file of results holds it. */
export type Results = {
	/** ISO 8601, UTC. */
	at: string;
	/** The commit; with `+` if files had changed since. `null` outside a repository. */
	commit: string | null;
	machine: {
		platform: string;
		processors: string;
		/** GiB. */
		memory: number;
	};
	/** Node and the packages that are measured or compared with → version. */
	versions: Record<string, string>;
	/** Part → whether it ended well, and its time in seconds. */
	parts: Record<string, { ok: boolean; seconds: number }>;
	figures: Figure[];
};

const packages = [
	"@signoff/core",
	"@signoff/sdk",
	"ky",
	"@octokit/core",
	"@procore/js-sdk",
	"openai",
	"stripe",
];

/** The machine and the versions, without figures yet. */
export function newResults(): Results {
	const processors = cpus();
	return {
		at: new Date().toISOString(),
		commit: commitOfCheckout(),
		machine: {
			platform: `${platform()} ${arch()}`,
			processors: `${processors.length} × ${processors[0]?.model.trim() ?? "unknown"}`,
			memory: Math.round(totalmem() / 1024 ** 3),
		},
		versions: {
			node: process.versions.node,
			...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
		},
		parts: {},
		figures: [],
	};
}

function versionOf(name: string): string {
	const path = findPackageJSON(name, import.meta.url);
	if (path === undefined) throw new Error(`${name} is not installed.`);
	return JSON.parse(readFileSync(path, "utf8")).version;
}

function commitOfCheckout(): string | null {
	const git = (...args: string[]): string =>
		execFileSync("git", args, {
			cwd: import.meta.dirname,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		}).trim();
	try {
		const changed = git("status", "--porcelain", "--untracked-files=no");
		return git("rev-parse", "--short", "HEAD") + (changed === "" ? "" : "+");
	} catch {
		return null;
	}
}
