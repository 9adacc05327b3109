import { cpSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pnpmCommand, root } from "../lib/repository.ts";
import { assert } from "./checks.ts";
import { command } from "./command.ts";
import type { Registry } from "./registry.ts";

/** The variables that the workflow of a release has, with a forge that does not exist. */
export const forgeVariables: Record<string, string> = {
	GITHUB_SERVER_URL: "https://forge.example",
	GITHUB_REPOSITORY: "owner/signoff",
	GITHUB_SHA: "0123456789abcdef",
};

const [npx, ...pnpm] = pnpmCommand();

function runPnpm(folder: string, ...args: string[]): Promise<string> {
	return command(npx, [...pnpm, ...args], folder);
}

/** What git says of the checkout: its commit, and every file that differs from it. */
export async function checkoutState(): Promise<string> {
	const head = await command("git", ["rev-parse", "HEAD"], root);
	return head + (await command("git", ["status", "--porcelain"], root));
}

/** Copies the checkout, with its changes, into a folder with a new git repository, and installs it. */
export async function copyCheckout(folder: string): Promise<void> {
	const flags = ["ls-files", "-z", "--cached", "--others"];
	const list = await command("git", [...flags, "--exclude-standard"], root);
	const deleted = await command("git", ["ls-files", "-z", "--deleted"], root);
	const missing = new Set(deleted.split("\0"));
	for (const file of new Set(list.split("\0"))) {
		if (file === "" || missing.has(file)) continue;
		mkdirSync(join(folder, dirname(file)), { recursive: true });
		cpSync(join(root, file), join(folder, file), { recursive: true });
	}
	const author = ["-c", "user.name=rehearsal", "-c", "user.email=r@localhost"];
	for (const args of [
		["init", "--quiet"],
		["add", "--all"],
		[...author, "commit", "--quiet", "--no-verify", "--message", "A copy"],
	])
		await command("git", args, folder);
	await runPnpm(folder, "install", "--frozen-lockfile", "--prefer-offline");
}

/** Releases what the changesets of a copy name, as the workflow does, to a registry on this machine. */
export async function release(
	folder: string,
	registry: Registry,
): Promise<void> {
	const changesets = globSync(".changeset/*.md", { cwd: folder });
	if (changesets.some((file) => !file.endsWith("README.md")))
		await runPnpm(folder, "run", "release:version");
	await runPnpm(folder, "run", "build");
	await command(
		process.execPath,
		["scripts/fill-forge.ts"],
		folder,
		forgeVariables,
	);
	writeFileSync(join(folder, ".npmrc"), registry.npmrc);
	for (const npm of ["npm", "pnpm"]) {
		const target = await configuredRegistry(npm, folder);
		assert(target === registry.url, `${npm} would publish to ${target}.`);
	}
	await runPnpm(folder, "exec", "changeset", "publish", "--no-git-tag");
}

async function configuredRegistry(
	npm: string,
	folder: string,
): Promise<string> {
	const args = ["config", "get", "@signoff:registry"];
	const output = await (npm === "npm"
		? command("npm", args, folder)
		: runPnpm(folder, ...args));
	return output.trim();
}
