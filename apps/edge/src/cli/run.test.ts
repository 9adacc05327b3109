import { mkdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test, vi } from "vitest";
import { apiKeys } from "../api-keys/api-keys.ts";
import { createApiKey } from "../api-keys/create-api-key.ts";
import { parseApiKeyRecords } from "../api-keys/record.ts";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { temporaryFolder } from "../testing/edge-process.ts";
import { runCommand } from "./run.ts";

/** Runs the command in this process and stops it when it is ready. */
async function edge(
	...argv: string[]
): Promise<{ code: number; out: string; err: string }> {
	return edgeWith({}, ...argv);
}

async function edgeWith(
	env: Record<string, string>,
	...argv: string[]
): Promise<{ code: number; out: string; err: string }> {
	let out = "";
	let err = "";
	const code = await runCommand(argv, {
		env,
		writeOut: (text) => {
			out += text;
		},
		writeError: (text) => {
			err += text;
		},
		stopRequested: async () => {},
	});
	return { code, out, err };
}

async function file(content: unknown, name = "fixture.json"): Promise<string> {
	const path = join(await temporaryFolder(), name);
	await writeFile(
		path,
		typeof content === "string" ? content : JSON.stringify(content),
	);
	return path;
}

test("--help and --version print to stdout and exit 0", async () => {
	for (const flag of ["--help", "-h"]) {
		const { code, out } = await edge(flag);
		expect([code, out.includes("--data FILE")]).toEqual([0, true]);
	}
	for (const flag of ["--version", "-v"]) {
		const { code, out } = await edge(flag);
		expect([code, out]).toEqual([
			0,
			expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
		]);
	}
	expect((await edge("serve", "--help")).code).toBe(0);
	const { out } = await edge("--help");
	expect(out).toContain(
		"--port NUMBER          port; 0 picks a free one (default 8787)\n",
	);
	expect(out).toMatch(/SIGNOFF_DATA,\s+SIGNOFF_FIXTURE/);
	for (const line of out.split("\n")) expect(line.length).toBeLessThan(80);
});

test("the line of a ready edge has the URL of its metrics", async () => {
	const { code, out } = await edgeWith(
		{ SIGNOFF_METRICS_PORT: "0" },
		...["serve", "--port", "0"],
	);
	expect([code, JSON.parse(out)]).toEqual([
		0,
		{
			url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
			metrics_url: expect.stringMatching(
				/^http:\/\/127\.0\.0\.1:\d+\/metrics$/,
			),
		},
	]);
});

test.each([
	["no command", [], "A command is missing"],
	["a misspelt command", ["sevre"], "did you mean `serve`?"],
	["an unknown command", ["frobnicate"], "There is no such command."],
	["a misspelt option", ["serve", "--prot", "1"], "did you mean `--port`?"],
	["an unknown option", ["serve", "--frobnicate"], "There is no such option."],
	["an unknown short option", ["serve", "-x"], "There is no such option."],
	["an extra argument", ["serve", "now"], "`serve` takes no arguments"],
	[
		"an option given twice",
		["serve", "--port", "1", "--port", "2"],
		"`--port` is given twice",
	],
	[
		"an option that takes the next one as its value",
		["serve", "--data", "--fixture"],
		"`--data` needs a value; one that begins with a dash is written `--data=…`",
	],
	["an option without a value", ["serve", "--data"], "`--data` needs a value"],
	[
		"an option with an empty value",
		["serve", "--data="],
		"`--data` needs a value",
	],
	[
		"a value for an option that takes none",
		["serve", "--help=yes"],
		"`--help` takes no value",
	],
	[
		"a port that is not a number",
		["serve", "--port", "http"],
		"`--port` must be an integer from 0 to 65535",
	],
	[
		"a port that is too large",
		["serve", "--port", "65536"],
		"`--port` must be an integer from 0 to 65535",
	],
	[
		"a negative port",
		["serve", "--port=-1"],
		"`--port` must be an integer from 0 to 65535",
	],
	[
		"an unknown upstream",
		["serve", "--upstream", "embeded"],
		"did you mean `embedded`?",
	],
	[
		"the upstream procore without companies",
		["serve", "--upstream", "procore"],
		"`--companies` is required with the upstream procore.",
	],
	[
		"an option of another command",
		["serve", "--to", "copy.db"],
		"`--to` is an option of `backup`.",
	],
	[
		"an option of serve for a backup",
		["backup", "--port", "1"],
		"`--port` is an option of `serve`.",
	],
	["a secret as an option", ["serve", "--seal-key", "x"], "no such option"],
	["half a command", ["keys"], "after `keys`: signoff-edge keys create."],
	["a misspelt second word", ["keys", "crate"], "did you mean `keys create`?"],
	["an unknown second word", ["keys", "hunter2"], "There is no such command."],
	["a third word", ["keys", "create", "now"], "takes no arguments"],
	[
		"no upstream on a host that is not loopback",
		["serve", "--host", "0.0.0.0"],
		"`--upstream` is required",
	],
	[
		"a fixture file that does not exist",
		["serve", "--fixture", "/missing/f.json"],
		"The fixture cannot be read (ENOENT)",
	],
	[
		"a data file in a folder that does not exist",
		["serve", "--data", "/missing/d.db"],
		"its folder does not exist",
	],
	[
		"a host that is not an address of this machine",
		["serve", "--port", "0", "--host", "192.0.2.1", "--upstream", "embedded"],
		"not an address of this machine",
	],
])("%s exits 2 with a sentence", async (_, argv, sentence) => {
	const { code, out, err } = await edge(...argv);
	expect([code, out, err]).toEqual([2, "", expect.stringContaining(sentence)]);
});

test("every problem with the options and the variables is printed", async () => {
	const { code, out, err } = await edgeWith(
		{ SIGNOFF_UPSTREAM: "hunter2", SIGNOFF_PORT: "1" },
		"serve",
		"--frobnicate",
		"--port=hunter2",
	);
	expect([code, out, err]).toEqual([
		2,
		"",
		`signoff-edge: There is no such option.
signoff-edge: The variable SIGNOFF_UPSTREAM must be embedded or procore.
signoff-edge: \`--port\` must be an integer from 0 to 65535.
Try signoff-edge --help.
`,
	]);
});

test("a variable sets what no option sets", async () => {
	const data = join(await temporaryFolder(), "d.db");
	const env = {
		SIGNOFF_PORT: "0",
		SIGNOFF_DATA: "/missing/d.db",
		SIGNOFF_FIXTURE: await file(company()),
	};
	expect((await edgeWith(env, "serve", "--data", data)).code).toBe(0);
	expect((await stat(data)).size).toBeGreaterThan(0);
	const { code, err } = await edgeWith(env, "serve");
	expect([code, err]).toEqual([
		2,
		expect.stringContaining("its folder does not exist"),
	]);
});

test("what was typed is not repeated", async () => {
	const { err } = await edge("\u001b[2J\u202eevres");
	expect(err).toContain("There is no such command");
	for (const typed of ["\u001b", "\u202e", "evres"])
		expect(err).not.toContain(typed);
});

describe("fixtures", () => {
	test.each([
		["invalid JSON", "{", "not valid JSON"],
		["an empty object", {}, "company: `company` is missing."],
		[
			"a step without options",
			changed((f) => f.templates[0]?.steps[0]?.response_options.splice(0)),
			"templates.0.steps.0.response_options: `templates.0.steps.0.response_options` must not be empty.",
		],
		[
			"an unknown provider",
			JSON.stringify(company()).replace('"Company"', '"Planet"'),
			"templates.0.provider: `templates.0.provider` must be `Project` or `Company`.",
		],
		[
			"a company id that is not an integer",
			changed((f) => {
				f.company.id = "x";
			}),
			"company.id: `company.id` must be an integer",
		],
		[
			"an id used twice",
			changed((f) => {
				for (const person of f.people) person.id = "101";
			}),
			"people.1.id: `people.1.id` is used more than once.",
		],
		[
			"a token used twice",
			changed((f) => {
				for (const person of f.people) person.token = "t";
			}),
			"people.1.token: `people.1.token` is used more than once.",
		],
		[
			"an assignee who is not in the fixture",
			changed((f) => {
				f.people.pop();
				f.people.pop();
			}),
			"refers to an id that this fixture does not contain",
		],
		[
			"an instance of an unknown template",
			changed((f) => {
				for (const i of f.instances) i.template_id = "x";
			}),
			"instances.0.template_id",
		],
		[
			"an instance at the wrong level",
			changed((f) => {
				for (const i of f.instances) i.project_id = "77";
			}),
			"instances.0.project_id: `instances.0.project_id` must be left out",
		],
		[
			"a response of a person who is not an assignee",
			changed((f) => {
				for (const i of f.instances)
					i.responses = [{ person: "104", option: "2000" }];
			}),
			"instances.0.responses.0",
		],
		[
			"a response after the end of the instance",
			changed((f) => {
				for (const i of f.instances)
					i.responses = [
						{ person: "102", option: "2002" },
						{ person: "101", option: "2000" },
					];
			}),
			"`instances.0.responses.1`: The instance has already ended at this time.",
		],
		[
			"a response before the start of the instance",
			changed((f) => {
				for (const i of f.instances) {
					i.started_at = "-1d";
					i.responses = [{ person: "102", option: "2002", at: "-2d" }];
				}
			}),
			"instances.0.responses.0.at",
		],
		[
			"a start in the future",
			changed((f) => {
				for (const i of f.instances) i.started_at = "2999-01-01T00:00:00Z";
			}),
			"`instances.0.started_at`: This time is in the future.",
		],
		[
			"a time in another format",
			changed((f) => {
				for (const i of f.instances) i.started_at = "yesterday";
			}),
			"instances.0.started_at: `instances.0.started_at` must be an ISO time",
		],
	])("%s exits 2 with its path", async (_, content, sentence) => {
		const { code, out, err } = await edge(
			"serve",
			"--port",
			"0",
			"--fixture",
			await file(content),
		);
		expect([code, out, err]).toEqual([
			2,
			"",
			expect.stringContaining(sentence),
		]);
	});

	test("with tokens are served on loopback only", async () => {
		const otherHost = [
			"serve",
			"--port",
			"0",
			"--host",
			"0.0.0.0",
			"--upstream",
			"embedded",
		];
		const data = join(await temporaryFolder(), "d.db");
		const refused = await edge(
			...otherHost,
			"--fixture",
			await file(company()),
		);
		expect([refused.code, refused.err]).toEqual([
			2,
			expect.stringContaining("for loopback only"),
		]);
		expect(
			(
				await edge(
					"serve",
					"--port",
					"0",
					"--data",
					data,
					"--fixture",
					await file(company()),
				)
			).code,
		).toBe(0);
		const later = await edge(...otherHost, "--data", data);
		expect([later.code, later.err]).toEqual([
			2,
			expect.stringContaining("for loopback only"),
		]);
	});

	test("that are invalid leave the data file empty", async () => {
		const data = join(await temporaryFolder(), "d.db");
		const invalid = changed((f) => {
			for (const i of f.instances)
				i.responses = [{ person: "104", option: "2000" }];
		});
		expect(
			(
				await edge(
					"serve",
					"--port",
					"0",
					"--data",
					data,
					"--fixture",
					await file(invalid),
				)
			).code,
		).toBe(2);
		expect(
			(
				await edge(
					"serve",
					"--port",
					"0",
					"--data",
					data,
					"--fixture",
					await file(company()),
				)
			).code,
		).toBe(0);
	});

	/** The test company after a change. */
	function changed(
		change: (fixture: ReturnType<typeof company>) => unknown,
	): unknown {
		const fixture = company();
		change(fixture);
		return fixture;
	}
});

describe("data files", () => {
	test("that contain a company do not accept a fixture", async () => {
		const data = join(await temporaryFolder(), "d.db");
		const withFixture = [
			"serve",
			"--port",
			"0",
			"--data",
			data,
			"--fixture",
			await file(company()),
		];
		expect((await edge(...withFixture)).code).toBe(0);
		expect((await stat(data)).mode & 0o777).toBe(0o600);
		const again = await edge(...withFixture);
		expect([again.code, again.err]).toEqual([
			2,
			expect.stringContaining("already contains a company"),
		]);
		expect((await edge("serve", "--port", "0", "--data", data)).code).toBe(0);
	});

	test("that are not ledgers are refused and not changed", async () => {
		const folder = await temporaryFolder();
		const foreign = join(folder, "foreign.db");
		const db = new DatabaseSync(foreign);
		db.exec("CREATE TABLE t (x)");
		db.close();
		await mkdir(join(folder, "sub"));
		const newer = join(folder, "newer.db");
		expect((await edge("serve", "--port", "0", "--data", newer)).code).toBe(0);
		const version = new DatabaseSync(newer);
		version.exec("PRAGMA user_version = 99");
		version.close();
		const cases: [path: string, sentence: string][] = [
			[foreign, "a database of something else"],
			[newer, "written by another version"],
			[
				await file(
					"not a database at all, but long enough to be read as one".repeat(
						100,
					),
					"text.db",
				),
				"not a database",
			],
			[join(folder, "sub"), "it is a folder"],
		];
		for (const [path, sentence] of cases) {
			const { code, err } = await edge("serve", "--port", "0", "--data", path);
			expect([path, code, err]).toEqual([
				path,
				2,
				expect.stringContaining(sentence),
			]);
		}
		expect(
			new DatabaseSync(foreign).prepare("SELECT name FROM sqlite_master").all(),
		).toEqual([{ name: "t" }]);
	});
});

describe("keys create", () => {
	const least = ["keys", "create", "--name", "ERP", "--company", "4201"];

	test("prints a key and its record, and nothing else", async () => {
		const { code, out, err } = await edge(
			...least,
			...["--company", "4202", "--company=4201", "--project", "77"],
			...["--response-type", "approve", "--response-type", "Send Back"],
		);
		expect([code, err, out.split("\n").length]).toEqual([0, "", 2]);
		const { key, record, ...others } = JSON.parse(out);
		expect([others, record]).toEqual([
			{},
			{
				id: key.split("_")[1],
				hash: expect.stringMatching(/^[0-9a-f]{64}$/),
				name: "ERP",
				companies: ["4201", "4202"],
				projects: ["77"],
				response_types: ["approve", "Send Back"],
				expires_at: null,
			},
		]);
		expect(parseApiKeyRecords([record]).kind).toBe("parsed");
		expect(await apiKeys([record]).verify(key, 0)).toMatchObject({
			name: "ERP",
		});
	});

	test("counts `--expires` from now", async () => {
		const now = vi
			.spyOn(Date, "now")
			.mockReturnValue(Date.parse("2026-11-26T12:00:00Z"));
		const { out } = await edge(...least, "--expires", "90d");
		now.mockRestore();
		expect(JSON.parse(out).record.expires_at).toBe("2027-02-24T12:00:00.000Z");
	});

	test.each<[name: string, argv: string[], problems: string[]]>([
		["no options", ["keys", "create"], ["--name", "--company"]],
		["no company", least.slice(0, 4), ["--company"]],
		["a company that is a name", [...least, "--company", "a"], ["--company"]],
		["a project that is a name", [...least, "--project", "a"], ["--project"]],
		[
			"a name of two lines",
			[...least.slice(0, 2), "--company", "1", "--name=a\nb"],
			["--name"],
		],
		["an empty type", [...least, "--response-type= \n"], ["--response-type"]],
		[
			"a date as duration",
			[...least, "--expires", "2027-01-01"],
			["--expires"],
		],
		["an option of serve", [...least, "--port", "1"], ["--port"]],
		[
			"everything at once",
			["keys", "create", "--to", "x", "--company", "a", "--expires", "1"],
			["--to", "--name", "--company", "--expires"],
		],
	])("%s exits 2 with every problem", async (_, argv, options) => {
		const { code, out, err } = await edge(...argv);
		expect([code, out]).toEqual([2, ""]);
		expect(
			err.split("\n").flatMap((line) => /: `(--\S+)` /.exec(line)?.[1] ?? []),
		).toEqual(options);
	});
});

describe("check", () => {
	test("says that a configuration is valid, and starts nothing", async () => {
		const data = join(await temporaryFolder(), "d.db");
		const { record } = await createApiKey({ name: "k", companies: ["1"] });
		for (const [env, ...argv] of [
			[{}],
			[{}, "--data", data, "--fixture", await file(company())],
			[relayVariables, "--keys", await file([record])],
		] as const) {
			const { code, out, err } = await edgeWith(env, "check", ...argv);
			expect([code, out, err]).toEqual([
				0,
				"The configuration is valid.\n",
				"",
			]);
		}
		await expect(stat(data)).rejects.toThrow("ENOENT");
	});

	test("prints every problem with options, variables and files", async () => {
		const { code, out, err } = await edgeWith(
			{
				...relayVariables,
				SIGNOFF_SEAL_KEY: "hunter2!",
				SIGNOFF_KEYS: await file([{ hunter2: 1 }]),
				PROCORE_CLIENT_ID: "",
			},
			...["check", "--frobnicate", "--to=x", "--queue", "0"],
			...["--fixture", await file("{hunter2")],
		);
		expect([code, out, err.split("\n")]).toEqual([
			2,
			"",
			[
				"signoff-edge: There is no such option.",
				"signoff-edge: `--to` is an option of `backup`.",
				"signoff-edge: `--queue` must be an integer from 1 to 1000000.",
				"signoff-edge: The variable SIGNOFF_SEAL_KEY is not base64: it must be 32 bytes in base64.",
				"signoff-edge: `--fixture` is for the upstream embedded only: leave it out.",
				"signoff-edge: The variable PROCORE_CLIENT_ID is required with the identity service.",
				"signoff-edge: The fixture is not valid JSON.",
				expect.stringContaining(
					"signoff-edge: The keys file is not valid: `0.id` is missing.",
				),
				"Try signoff-edge --help.",
				"",
			],
		]);
		expect(err).not.toContain("hunter2");
	});

	test("names a fixture whose tokens other machines could use", async () => {
		const argv = ["check", "--host", "0.0.0.0", "--upstream", "embedded"];
		const { people, ...rest } = company();
		const withoutTokens = people.map(({ token: _, ...person }) => person);
		for (const [fixture, code, output] of [
			[company(), 2, "A fixture's tokens are for loopback only"],
			[{ ...rest, people: withoutTokens }, 0, "is valid"],
		] as const) {
			const result = await edge(...argv, "--fixture", await file(fixture));
			expect([result.code, result.out + result.err]).toEqual([
				code,
				expect.stringContaining(output),
			]);
		}
	});

	test("names files that cannot be read", async () => {
		const { code, err } = await edgeWith(
			relayVariables,
			...["check", "--keys", "/missing/keys.json"],
		);
		expect([code, err]).toEqual([
			2,
			expect.stringContaining("The keys file cannot be read (ENOENT)."),
		]);
	});
});

/** A relay with a service account, whose API keys are still to be named. */
const relayVariables = {
	SIGNOFF_UPSTREAM: "procore",
	SIGNOFF_COMPANIES: "4201",
	SIGNOFF_IDENTITY: "service",
	SIGNOFF_SEAL_KEY: Buffer.alloc(32, 1).toString("base64"),
	PROCORE_CLIENT_ID: "id",
	PROCORE_CLIENT_SECRET: "secret",
};

test("a port that is in use exits 2 with a sentence", async () => {
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
	const address = taken.address();
	const port =
		typeof address === "object" && address !== null ? address.port : 0;
	const { code, err } = await edge("serve", "--port", String(port));
	taken.close();
	expect([code, err]).toEqual([2, expect.stringContaining("already in use")]);
});

test("without options it serves in memory on loopback and prints one line", async () => {
	let printed = "";
	const code = await runCommand(["serve", "--port", "0"], {
		env: {},
		writeOut: (text) => {
			printed += text;
		},
		writeError: () => {},
		stopRequested: async () => {},
	});
	expect([code, printed]).toEqual([
		0,
		expect.stringMatching(/^\{"url":"http:\/\/127\.0\.0\.1:\d+"\}\n$/),
	]);
	await expect(
		sendRequest(`${JSON.parse(printed).url}/healthz`),
	).rejects.toThrow("fetch failed");
});
