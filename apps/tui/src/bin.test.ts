import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { program } from "./testing/program.ts";
import { signoff } from "./testing/run-cli.ts";
import { newStateHome } from "./testing/state-home.ts";

/** Makes the process claim another version of Node.js; loaded before the command. */
function pretending(version: string): string {
	const code = `Object.defineProperty(process, "version", { value: "v${version}" });
Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
	return `--import data:text/javascript,${encodeURIComponent(code)}`;
}

test.each(["14.21.3", "20.11.0", "22.17.9"])(
	"Node.js %s gets one sentence",
	async (version) => {
		const run = await signoff(["whoami"], {
			env: { NODE_OPTIONS: pretending(version) },
		});
		expect(run).toEqual({
			code: 1,
			stdout: "",
			stderr: `signoff needs Node.js 22.18 or newer, and this is v${version}: https://nodejs.org has a newer one.\n`,
		});
		expect(manifest.engines.node).toBe(">=22.18");
	},
);

test("the oldest supported Node.js runs the command", async () => {
	const run = await signoff(["--version"], {
		env: { NODE_OPTIONS: pretending("22.18.0") },
	});
	expect(run.code).toBe(0);
});

test("the command imports nothing before it checks the version", () => {
	const source = readFileSync(`${import.meta.dirname}/bin.ts`, "utf8");
	expect(source).not.toMatch(/^\s*(import|export)\b[^(]*$/m);
	expect(source).not.toMatch(/\bawait\b/);
});

test.each([
	["respond", "respond"],
	["inbox", "inbox"],
	["whoami", "app"],
	["--version", "app"],
])("the compile cache of `signoff %s` is in %s", (argument, folder) => {
	const home = newStateHome();
	// `NODE_COMPILE_CACHE` of the other tests would take precedence.
	spawnSync(process.execPath, [program, argument], {
		env: { XDG_CACHE_HOME: home },
		stdio: "ignore",
	});
	expect(readdirSync(join(home, "signoff"))).toEqual([folder]);
});
