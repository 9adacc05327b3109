import { mkdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sendRequest } from "../testing/client.ts";
import { company } from "../testing/company.ts";
import { temporaryFolder } from "../testing/process.ts";
import { run } from "./run.ts";

/** Runs the command in this process; it is stopped as soon as it is ready. */
async function edge(
	...argv: string[]
): Promise<{ code: number; out: string; err: string }> {
	let out = "";
	let err = "";
	const code = await run(argv, {
		out: (text) => {
			out += text;
		},
		err: (text) => {
			err += text;
		},
		stopped: async () => {},
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

test("--help and --version say what they should and exit 0", async () => {
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
});

test.each([
	["no command", [], "A command is missing"],
	["a misspelt command", ["sevre"], "did you mean `serve`?"],
	["an unknown command", ["frobnicate"], "Unknown command `frobnicate`."],
	["a misspelt option", ["serve", "--prot", "1"], "did you mean `--port`?"],
	[
		"an unknown option",
		["serve", "--frobnicate"],
		"Unknown option `--frobnicate`.",
	],
	["an unknown letter", ["serve", "-x"], "Unknown option `-x`."],
	["another argument", ["serve", "now"], "takes no argument"],
	[
		"an option without its value",
		["serve", "--data"],
		"`--data` needs a value",
	],
	[
		"an option with an empty value",
		["serve", "--data="],
		"`--data` needs a value",
	],
	[
		"a value that is not wanted",
		["serve", "--help=yes"],
		"`--help` takes no value",
	],
	[
		"a port that is no number",
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
		"the upstream that is not there yet",
		["serve", "--upstream", "procore"],
		"is not available in this version",
	],
	[
		"no upstream elsewhere than on loopback",
		["serve", "--host", "0.0.0.0"],
		"`--upstream` must be named",
	],
	[
		"a fixture that is not there",
		["serve", "--fixture", "/nowhere/f.json"],
		"The fixture cannot be read (ENOENT)",
	],
	[
		"a data file in a folder that is not there",
		["serve", "--data", "/nowhere/d.db"],
		"its folder does not exist",
	],
	[
		"a host that is not of this machine",
		["serve", "--port", "0", "--host", "192.0.2.1", "--upstream", "embedded"],
		"not one of this machine",
	],
])("%s: exit 2, and a sentence", async (_, argv, sentence) => {
	const { code, out, err } = await edge(...argv);
	expect([code, out, err]).toEqual([2, "", expect.stringContaining(sentence)]);
});

test("what steers a terminal is not repeated", async () => {
	const { err } = await edge("\u001b[2J\u202eevres");
	expect(err).toContain("Unknown command");
	for (const steering of ["\u001b", "\u202e"])
		expect(err).not.toContain(steering);
});

describe("fixtures", () => {
	test.each([
		["no JSON", "{", "not valid JSON"],
		["nothing", {}, "company: `company` is missing."],
		[
			"a step without options",
			with_((f) => f.templates[0]?.steps[0]?.response_options.splice(0)),
			"templates.0.steps.0.response_options: `templates.0.steps.0.response_options` must not be empty.",
		],
		[
			"a provider of its own",
			JSON.stringify(company()).replace('"Company"', '"Planet"'),
			"templates.0.provider: `templates.0.provider` must be `Project` or `Company`.",
		],
		[
			"a company id that is no integer",
			with_((f) => {
				f.company.id = "x";
			}),
			"company.id: `company.id` must be an integer",
		],
		[
			"an id used twice",
			with_((f) => {
				for (const person of f.people) person.id = "101";
			}),
			"people.1.id: `people.1.id` is used before.",
		],
		[
			"a token used twice",
			with_((f) => {
				for (const person of f.people) person.token = "t";
			}),
			"people.1.token: `people.1.token` is used before.",
		],
		[
			"an assignee who is not there",
			with_((f) => {
				f.people.pop();
				f.people.pop();
			}),
			"names nothing in this fixture",
		],
		[
			"an instance of an unknown template",
			with_((f) => {
				for (const i of f.instances) i.template_id = "x";
			}),
			"instances.0.template_id",
		],
		[
			"an instance at the wrong level",
			with_((f) => {
				for (const i of f.instances) i.project_id = "77";
			}),
			"instances.0.project_id: `instances.0.project_id` must be left out",
		],
		[
			"a response that cannot have been given",
			with_((f) => {
				for (const i of f.instances)
					i.responses = [{ person: "104", option: "2000" }];
			}),
			"instances.0.responses.0",
		],
		[
			"a response after the end",
			with_((f) => {
				for (const i of f.instances)
					i.responses = [
						{ person: "102", option: "2002" },
						{ person: "101", option: "2000" },
					];
			}),
			"`instances.0.responses.1`: The instance has ended by then.",
		],
		[
			"a response before the start",
			with_((f) => {
				for (const i of f.instances) {
					i.started_at = "-1d";
					i.responses = [{ person: "102", option: "2002", at: "-2d" }];
				}
			}),
			"instances.0.responses.0.at",
		],
		[
			"a start in the future",
			with_((f) => {
				for (const i of f.instances) i.started_at = "2999-01-01T00:00:00Z";
			}),
			"`instances.0.started_at`: This lies in the future.",
		],
		[
			"a time in words",
			with_((f) => {
				for (const i of f.instances) i.started_at = "yesterday";
			}),
			"instances.0.started_at: `instances.0.started_at` must be an ISO time",
		],
	])("%s: exit 2, and its path", async (_, content, sentence) => {
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

	test("its tokens are for loopback only", async () => {
		const elsewhere = [
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
			...elsewhere,
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
		const later = await edge(...elsewhere, "--data", data);
		expect([later.code, later.err]).toEqual([
			2,
			expect.stringContaining("for loopback only"),
		]);
	});

	test("a fixture that is refused leaves the data file empty", async () => {
		const data = join(await temporaryFolder(), "d.db");
		const bad = with_((f) => {
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
					await file(bad),
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

	function with_(
		change: (fixture: ReturnType<typeof company>) => unknown,
	): unknown {
		const fixture = company();
		change(fixture);
		return fixture;
	}
});

describe("data files", () => {
	test("a filled one is not filled again", async () => {
		const data = join(await temporaryFolder(), "d.db");
		const filled = [
			"serve",
			"--port",
			"0",
			"--data",
			data,
			"--fixture",
			await file(company()),
		];
		expect((await edge(...filled)).code).toBe(0);
		expect((await stat(data)).mode & 0o777).toBe(0o600);
		const again = await edge(...filled);
		expect([again.code, again.err]).toEqual([
			2,
			expect.stringContaining("holds a company already"),
		]);
		expect((await edge("serve", "--port", "0", "--data", data)).code).toBe(0);
	});

	test("what is no ledger is left alone", async () => {
		const folder = await temporaryFolder();
		const foreign = join(folder, "foreign.db");
		const db = new DatabaseSync(foreign);
		db.exec("CREATE TABLE t (x)");
		db.close();
		await mkdir(join(folder, "sub"));
		const newer = join(folder, "newer.db");
		expect((await edge("serve", "--port", "0", "--data", newer)).code).toBe(0);
		const version = new DatabaseSync(newer);
		version.exec("PRAGMA user_version = 2");
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

test("a port that is taken: exit 2, and a sentence", async () => {
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
	const address = taken.address();
	const port =
		typeof address === "object" && address !== null ? address.port : 0;
	const { code, err } = await edge("serve", "--port", String(port));
	taken.close();
	expect([code, err]).toEqual([2, expect.stringContaining("in use already")]);
});

test("without anything it serves in memory, on loopback; its line is the only one", async () => {
	let seen = "";
	const code = await run(["serve", "--port", "0"], {
		out: (text) => {
			seen += text;
		},
		err: () => {},
		stopped: async () => {},
	});
	expect([code, seen]).toEqual([
		0,
		expect.stringMatching(/^\{"url":"http:\/\/127\.0\.0\.1:\d+"\}\n$/),
	]);
	await expect(sendRequest(`${JSON.parse(seen).url}/healthz`)).rejects.toThrow(
		"fetch failed",
	);
});
