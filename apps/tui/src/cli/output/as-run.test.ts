import { expect, test } from "vitest";
import { signoff } from "../../testing/run-cli.ts";
import { newStateHome } from "../../testing/state-home.ts";
import { asRun } from "./as-run.ts";

const npx = { npm_command: "exec" };

test("hints name the command as npx runs it", async () => {
	const env = { XDG_STATE_HOME: newStateHome() };
	const plain = await signoff(["whoami"], { env });
	expect(plain.stderr).toContain("run `signoff login`");
	const { stderr } = await signoff(["whoami"], { env: { ...env, ...npx } });
	expect(stderr).toContain("run `npx @signoff/tui login`");
	const help = await signoff(["help"], { env: npx });
	expect(help.stdout).toContain("\n  npx @signoff/tui respond --company-id");
	expect(help.stdout).toContain("signoff answers Procore workflow steps");
});

test("only commands are renamed", () => {
	const lines = ["signoff: reading", "  signoff's", "`signoff`", "a signoff b"];
	expect(asRun(lines, npx)).toEqual([
		"signoff: reading",
		"  signoff's",
		"`npx @signoff/tui`",
		"a signoff b",
	]);
	expect(asRun(lines, { npm_command: "run-script" })).toBe(lines);
});
