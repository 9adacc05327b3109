import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { keyTable } from "../../app/key-table.ts";
import { printed, signoff } from "../../testing/run-cli.ts";
import { newConfigHome, newStateHome } from "../../testing/state-home.ts";
import { schemas } from "../schemas/published-schemas.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

function home(config: object): { path: string; env: Record<string, string> } {
	const folder = newConfigHome(config);
	return {
		path: join(folder, "signoff", "config.json"),
		env: { XDG_CONFIG_HOME: folder },
	};
}

test("`config path` prints the path, whether there is a file or not", async () => {
	const folder = newStateHome();
	const path = join(folder, "signoff/config.json");
	const env = { XDG_CONFIG_HOME: folder };
	expect(await signoff(["config", "path"], { env })).toEqual({
		code: 0,
		stdout: `${path}\n`,
		stderr: "",
	});
	const missing = await signoff(["config", "check", "--json"], { env });
	expect(missing.code).toBe(0);
	expect(printed(missing)).toEqual({
		path,
		exists: false,
		valid: true,
		issues: [],
		warnings: [],
	});
});

test("`config check` names the file and the line of what is wrong", async () => {
	const { path, env } = home({ max_batch: "many" });
	const run = await signoff(["config", "check"], { env });
	expect(run).toMatchObject({ code: 2, stdout: "" });
	expect(run.stderr).toContain(`✖ Config file ${path}, line 1: \`max_batch\``);
	const json = printed(await signoff(["config", "check", "--json"], { env }));
	expect(json).toMatchObject({ path, exists: true, valid: false });
});

test("`config check` warns if others could read a file that has a token", async () => {
	const { path, env } = home({ token: "secret-token" });
	chmodSync(path, 0o644);
	const run = await signoff(["config", "check"], { env });
	expect(run.code).toBe(0);
	expect(run.stdout).toContain(`The config file ${path} is valid.`);
	expect(run.stdout).toContain("! Other users could read the file");
	expect(run.stdout).not.toContain("secret-token");
	expect(statSync(path).mode & 0o777).toBe(0o600);
	const again = await signoff(["config", "check"], { env });
	expect(again.stdout).not.toContain("Other users");
});

test("`config schema` prints the published schemas", async () => {
	const file = await signoff(["config", "schema"]);
	expect(JSON.parse(file.stdout)).toEqual(schemas.config());
	const output = await signoff(["config", "schema", "output"]);
	expect(JSON.parse(output.stdout)).toEqual(schemas.output());
});

test("`config keys` prints the keys of every screen, as the app has them", async () => {
	const run = await signoff(["config", "keys"]);
	expect(run.code).toBe(0);
	for (const name of Object.keys(keyTable))
		expect(run.stdout).toMatch(new RegExp(`^${name}$`, "m"));
	expect(run.stdout).toMatch(/^ {2}<ctrl-o> +comment\.files +files$/m);
	const json = printed(await signoff(["config", "keys", "--json"]));
	expect(json).toMatchObject({
		keys: {
			review: expect.arrayContaining([
				{ name: "review.files", keys: ["f", "<ctrl-o>"], does: "files" },
			]),
		},
	});
});

test.each([
	[["chekc"], "did you mean `check`?"],
	[[], "needs one of check, path, schema, keys"],
	[["path", "config"], "a word too many"],
	[["schema", "all"], "the `config` file"],
])("refuses %j", async (words, message) => {
	const run = await signoff(["config", ...words]);
	expect(run).toMatchObject({
		code: 2,
		stderr: expect.stringContaining(message),
	});
});
