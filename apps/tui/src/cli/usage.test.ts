import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { printed, signoff } from "../testing/run-cli.ts";
import { registry } from "./registry.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const env = {
	SIGNOFF_TOKEN: "secret-token",
	SIGNOFF_BASE_URL: "http://127.0.0.1:1",
};

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "signoff-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a config file and returns the environment that points to it. */
async function config(
	name: string,
	content: string,
): Promise<Record<string, string>> {
	const home = join(folder, name);
	await mkdir(join(home, "signoff"), { recursive: true });
	await writeFile(join(home, "signoff", "config.json"), content);
	return { XDG_CONFIG_HOME: home };
}

test("shows the help without arguments, the version, and a command's flags", async () => {
	const help = await signoff([]);
	expect(help).toMatchObject({ code: 0, stderr: "" });
	expect(help.stdout).toContain("respond");
	expect(await signoff(["--help"])).toEqual(help);
	expect(await signoff(["-h"])).toEqual(help);
	expect(await signoff(["help"])).toEqual(help);
	const flags = await signoff(["respond", "--help"]);
	expect(flags.stdout).toContain("--wait SECONDS");
	expect(await signoff(["respond", "-h"])).toEqual(flags);
	expect(await signoff(["help", "respond"])).toEqual(flags);
	const version = await signoff(["--version"]);
	expect(version).toMatchObject({
		code: 0,
		stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
	});
	expect(printed(await signoff(["--version", "--json"]))).toEqual({
		version: version.stdout.trim(),
	});
	expect(printed(await signoff(["--json"]))).toEqual({
		help: help.stdout.trimEnd(),
	});
});

test.each([
	["repsond", "did you mean `respond`?"],
	["Inbox", "did you mean `inbox`?"],
	[
		"explode",
		`There is no such command. The commands are ${registry.commands.map(({ name }) => name).join(", ")}.`,
	],
])("refuses the command %s", async (word, message) => {
	const run = await signoff([word]);
	expect(run).toMatchObject({ code: 2, stdout: "" });
	expect(run.stderr).toContain(message);
	const json = await signoff([word, "--json"]);
	expect(json).toMatchObject({ code: 2, stderr: "" });
	expect(printed(json)).toMatchObject({
		kind: "invalid",
		issues: [{ message: expect.stringContaining(message) }],
		attempts: [],
	});
});

test.each([
	[
		"an unknown flag",
		["respond", "--optoin", "2000"],
		"did you mean `--option`?",
	],
	[
		"an unknown flag, and lists what there is",
		["logout", "--secret-word"],
		"`logout` has no such flag. Its flags are --base-url, --company-id, --json, --help.",
	],
	[
		"another command's flag",
		["inbox", "--comment", "x"],
		"`inbox` takes no `--comment`.",
	],
	[
		"a flag given twice",
		["respond", "--option", "1", "--option", "2"],
		"`--option` is given twice.",
	],
	[
		"a flag without its value",
		["respond", "--instance"],
		"`--instance` needs a value.",
	],
	[
		"a flag in the place of a value",
		["respond", "--comment", "--json"],
		"written `--comment=…`",
	],
	[
		"a value for a switch",
		["respond", "--json=yes"],
		"`--json` takes no value.",
	],
	["a word too many", ["respond", "secret-word"], "a word too many"],
	[
		"a wait that is not a number",
		["respond", "--wait", "soon"],
		"`--wait` must be a number of seconds",
	],
	[
		"a wait of zero",
		["respond", "--wait", "0"],
		"`--wait` must be a number of seconds",
	],
	["help for an unknown command", ["help", "secret-word"], "no such command"],
])("refuses %s, and does not repeat it", async (_, args, message) => {
	const run = await signoff(args, { env });
	expect(run.code).toBe(2);
	const output = run.stdout + run.stderr;
	expect(output).toContain(message);
	expect(output).not.toContain("secret-word");
});

test.each([
	[["respond", "--token", "secret-token"]],
	[["--token=secret-token", "whoami"]],
	[["respond", "--access-token=secret-token"]],
])("explains where to set a token, and does not show it: %j", async (args) => {
	const run = await signoff([...args, "--json"]);
	expect(run.code).toBe(2);
	expect(printed(run)).toMatchObject({
		kind: "invalid",
		issues: [{ message: expect.stringContaining("SIGNOFF_TOKEN") }],
	});
	expect(run.stdout + run.stderr).not.toContain("secret-token");
});

test("lists every missing part without a terminal", async () => {
	const run = await signoff(["respond", "--json"], { env });
	expect(run.code).toBe(2);
	expect(printed(run)["issues"]).toMatchObject([
		{ path: ["company_id"], message: expect.stringContaining("--company-id") },
		{ path: ["id"], message: expect.stringContaining("--instance") },
		{
			path: ["response", "current_step_occurrence_id"],
			message: expect.stringContaining("--step"),
		},
		{
			path: ["response", "selected_response_option_id"],
			message: expect.stringContaining("--option"),
		},
	]);
	expect(await signoff(["inbox"], { env })).toMatchObject({
		code: 2,
		stdout: "",
		stderr: expect.stringContaining("--company-id"),
	});
});

test("is unauthenticated without a token", async () => {
	const run = await signoff(["whoami", "--json"]);
	expect(run.code).toBe(5);
	expect(printed(run)).toMatchObject({
		kind: "unauthenticated",
		reason: { code: "token_missing" },
	});
});

test.each([
	["http://procore.example", "http:// is for loopback"],
	["secret-address", "absolute URL"],
	["https://user:secret-word@procore.example", "credentials"],
])("refuses the base URL %s without repeating it", async (url, message) => {
	const run = await signoff(["whoami", "--base-url", url], { env });
	expect(run).toMatchObject({
		code: 2,
		stderr: expect.stringContaining(message),
	});
	expect(run.stderr).not.toMatch(/secret|procore\.example/);
});

test("refuses a token that is not a valid header value, without showing it", async () => {
	const run = await signoff(["whoami"], {
		env: { ...env, SIGNOFF_TOKEN: "secret\ntoken" },
	});
	expect(run.code).toBe(2);
	expect(run.stderr).not.toContain("secret");
});

test.each([
	["invalid JSON", '{"token": "secret-token"', "is not JSON"],
	["an unknown key", '{"compny_id": "1"}', "did you mean `company_id`?"],
	[
		"a number for an id",
		'{"company_id": 4201}',
		"`company_id` must be a string",
	],
	["a list", "[]", "must be an object"],
])("refuses a config file that holds %s", async (name, content, message) => {
	const run = await signoff(["whoami", "--json"], {
		env: { ...env, ...(await config(name, content)) },
	});
	expect(run.code).toBe(2);
	expect(printed(run)["issues"]).toMatchObject([
		{
			path: expect.arrayContaining(["config"]),
			message: expect.stringContaining(message),
		},
	]);
	expect(run.stdout).not.toContain("secret-token");
});

test("refuses a config file that cannot be read", async () => {
	const home = join(folder, "unreadable");
	await mkdir(join(home, "signoff", "config.json"), { recursive: true });
	const run = await signoff(["whoami"], {
		env: { ...env, XDG_CONFIG_HOME: home },
	});
	expect(run).toMatchObject({
		code: 2,
		stderr: expect.stringContaining("cannot be read"),
	});
});

test("takes the token from the config file", async () => {
	const file = await config(
		"token",
		JSON.stringify({
			token: "file-token",
			base_url: "http://127.0.0.1:1",
			company_id: "4201",
		}),
	);
	const run = await signoff(
		[
			...["respond", "--instance", "1", "--step", "1"],
			...["--option", "x", "--json", "--wait", "0.2"],
		],
		{ env: file },
	);
	expect(printed(run)).toMatchObject({ kind: "deferred" });
});
