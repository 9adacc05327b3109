import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createApiKey } from "../api-keys/create-api-key.ts";
import { help } from "../cli/help.ts";
import { company } from "../testing/company.ts";
import { readConfig } from "./read-config.ts";
import { settingNames, settings } from "./settings.ts";

const sealKey = Buffer.alloc(32, 1).toString("base64");
const oldKey = Buffer.alloc(32, 2).toString("base64");
const { key, record } = await createApiKey({
	name: "ERP",
	companies: ["4201"],
});

/** The least that a relay needs on both hosts. */
const least = {
	SIGNOFF_UPSTREAM: "procore",
	SIGNOFF_COMPANIES: "4201",
	SIGNOFF_PUBLIC_URL: "https://edge.example",
	SIGNOFF_SEAL_KEY: sealKey,
};
const service = {
	...least,
	SIGNOFF_IDENTITY: "service",
	PROCORE_CLIENT_ID: "id",
	PROCORE_CLIENT_SECRET: "secret",
	SIGNOFF_API_KEYS: JSON.stringify([record]),
};
const defaults = {
	companies: ["4201"],
	procoreUrl: "https://api.procore.com",
	loginUrl: "https://login.procore.com",
	identity: { kind: "caller" },
	sealKeys: { current: new Uint8Array(32).fill(1), old: null },
	queue: 1_000,
	keepSettledMs: 604_800_000,
};

function problemsOf(
	host: "node" | "cloudflare",
	variables: object,
	flags = {},
): string[] {
	const result = readConfig(host, { flags, variables });
	return result.kind === "valid" ? [] : result.problems;
}

describe.each(["node", "cloudflare"] as const)("on %s", (host) => {
	test.each<[name: string, variables: object, relay: object]>([
		["the least", least, {}],
		[
			"companies with spaces, one of them twice",
			{ ...least, SIGNOFF_COMPANIES: " 4201, 4202,4201" },
			{ companies: ["4201", "4202"] },
		],
		[
			"an environment",
			{ ...least, SIGNOFF_ENVIRONMENT: "federal" },
			{
				procoreUrl: "https://api.procoregov.com",
				loginUrl: "https://login.procoregov.com",
			},
		],
		[
			"a URL over the environment's",
			{
				...least,
				SIGNOFF_ENVIRONMENT: "sandbox",
				SIGNOFF_PROCORE_URL: "http://127.0.0.1:9000/",
			},
			{
				procoreUrl: "http://127.0.0.1:9000",
				loginUrl: "https://login-sandbox.procore.com",
			},
		],
		[
			"a login server and limits",
			{
				...least,
				SIGNOFF_LOGIN_URL: "https://login.example/app/",
				SIGNOFF_QUEUE: "1",
				SIGNOFF_KEEP_SETTLED: "12h",
			},
			{
				loginUrl: "https://login.example/app",
				queue: 1,
				keepSettledMs: 43_200_000,
			},
		],
		[
			"two seal keys, with the line break of a file",
			{
				...least,
				SIGNOFF_SEAL_KEY: `${sealKey}\n`,
				SIGNOFF_SEAL_KEY_OLD: oldKey.replace("=", ""),
			},
			{
				sealKeys: {
					current: new Uint8Array(32).fill(1),
					old: new Uint8Array(32).fill(2),
				},
			},
		],
		[
			"a service account",
			service,
			{
				identity: {
					...{ kind: "service", clientId: "id", clientSecret: "secret" },
					keys: { kind: "records", records: [record] },
				},
			},
		],
		[
			"the service account of other programs, which caller does not use",
			{ ...least, PROCORE_CLIENT_ID: "id", PROCORE_CLIENT_SECRET: "secret" },
			{},
		],
	])("%s: valid", (_, variables, relay) => {
		expect(readConfig(host, { variables })).toMatchObject({
			kind: "valid",
			config: {
				upstream: "procore",
				fixture: null,
				"public-url": "https://edge.example",
				relay: { ...defaults, ...relay },
			},
		});
	});

	test.each<[name: string, variables: object, problems: string[]]>([
		[
			"a list of names",
			{ ...least, SIGNOFF_COMPANIES: "4201,hunter2" },
			[
				"The variable SIGNOFF_COMPANIES must be the ids of 1 to 1000 companies in digits, separated by commas.",
			],
		],
		[
			"an http URL of another machine, and a URL with a secret",
			{
				...least,
				SIGNOFF_PROCORE_URL: "http://api.example",
				SIGNOFF_LOGIN_URL: "https://hunter2@login.example",
			},
			["SIGNOFF_PROCORE_URL", "SIGNOFF_LOGIN_URL"].map(
				(name) =>
					`The variable ${name} must be an https URL without user, query and fragment; http is for loopback only.`,
			),
		],
		[
			"misspelt words",
			{ ...least, SIGNOFF_ENVIRONMENT: "sandbx", SIGNOFF_IDENTITY: "servic" },
			[
				"The variable SIGNOFF_ENVIRONMENT must be production, sandbox, monthly or federal; did you mean `sandbox`?",
				"The variable SIGNOFF_IDENTITY must be caller or service; did you mean `service`?",
			],
		],
		...["0", "-1", "1.5", "1e3", "1000001", "hunter2"].map(
			(queue): [string, object, string[]] => [
				`a queue of ${queue}`,
				{ ...least, SIGNOFF_QUEUE: queue },
				["The variable SIGNOFF_QUEUE must be an integer from 1 to 1000000."],
			],
		),
		[
			"a number as duration",
			{ ...least, SIGNOFF_KEEP_SETTLED: "7" },
			[
				"The variable SIGNOFF_KEEP_SETTLED must be a duration such as 30s, 5m, 12h or 90d, at most 36500d.",
			],
		],
		[
			"seal keys that are too short and too long",
			{
				...least,
				SIGNOFF_SEAL_KEY: Buffer.alloc(31, 1).toString("base64"),
				SIGNOFF_SEAL_KEY_OLD: Buffer.alloc(33, 1).toString("base64"),
			},
			[
				"The variable SIGNOFF_SEAL_KEY is too short: it must be 32 bytes in base64.",
				"The variable SIGNOFF_SEAL_KEY_OLD is too long: it must be 32 bytes in base64.",
			],
		],
		[
			"a seal key in hexadecimal",
			{ ...least, SIGNOFF_SEAL_KEY: "ab".repeat(32) },
			[
				"The variable SIGNOFF_SEAL_KEY is too long: it must be 32 bytes in base64.",
			],
		],
		[
			"a passphrase as seal key",
			{ ...least, SIGNOFF_SEAL_KEY: "correct-horse battery-staple" },
			[
				"The variable SIGNOFF_SEAL_KEY is not base64: it must be 32 bytes in base64.",
			],
		],
		[
			"one seal key twice",
			{ ...least, SIGNOFF_SEAL_KEY_OLD: sealKey },
			[
				"The variable SIGNOFF_SEAL_KEY_OLD is the same as SIGNOFF_SEAL_KEY: leave it out.",
			],
		],
		[
			"API keys with the identity caller",
			{ ...least, SIGNOFF_API_KEYS: "[]" },
			[
				"The variable SIGNOFF_API_KEYS is for the identity service only: set it, or leave this out.",
			],
		],
		[
			"API keys that are no list",
			{ ...service, SIGNOFF_API_KEYS: "hunter2" },
			[
				"The variable SIGNOFF_API_KEYS is not a list of API key records: It must be a list of records.",
			],
		],
		[
			"a key in place of its hash",
			{
				...service,
				SIGNOFF_API_KEYS: JSON.stringify([{ ...record, hash: key }]),
			},
			[
				"The variable SIGNOFF_API_KEYS is not a list of API key records: `0.hash` must be a SHA-256 in hexadecimal.",
			],
		],
		[
			"a client secret with a space",
			{ ...service, PROCORE_CLIENT_SECRET: "hunter 2" },
			[
				"The variable PROCORE_CLIENT_SECRET must be a text of printable ASCII characters without spaces.",
			],
		],
		[
			"a service account without its parts",
			{ ...least, SIGNOFF_IDENTITY: "service" },
			[
				"The variable PROCORE_CLIENT_ID is required with the identity service.",
				"The variable PROCORE_CLIENT_SECRET is required with the identity service.",
				`The variable SIGNOFF_API_KEYS is required with the identity service${host === "node" ? ", if `--keys` is not given" : ""}: a JSON list of key records.`,
			],
		],
		[
			"settings of procore with embedded",
			{
				...service,
				SIGNOFF_UPSTREAM: "embedded",
				SIGNOFF_QUEUE: "1",
				SIGNOFF_SEAL_KEY_OLD: oldKey,
			},
			[
				"SIGNOFF_COMPANIES",
				"SIGNOFF_IDENTITY",
				"SIGNOFF_QUEUE",
				"SIGNOFF_SEAL_KEY",
				"SIGNOFF_SEAL_KEY_OLD",
				"SIGNOFF_API_KEYS",
			].map(
				(name) =>
					`The variable ${name} is for the upstream procore only: leave it out.`,
			),
		],
	])("%s: a problem", (_, variables, problems) => {
		expect(problemsOf(host, variables)).toEqual(problems);
	});

	test("what is not valid and what is missing are listed together", () => {
		expect(
			problemsOf(host, {
				SIGNOFF_UPSTREAM: "procore",
				SIGNOFF_PUBLIC_URL: "https://edge.example",
				SIGNOFF_QUEUE: "hunter2",
				SIGNOFF_IDENTITY: "service",
				SIGNOFF_API_KEYS: "[]",
				PROCORE_CLIENT_SECRET: "hunter 2",
			}).map((problem) => / (\S+_\S+|`--\S+`) /.exec(problem)?.[1]),
		).toEqual([
			"SIGNOFF_QUEUE",
			"PROCORE_CLIENT_SECRET",
			host === "node" ? undefined : "SIGNOFF_COMPANIES",
			"SIGNOFF_SEAL_KEY",
			"PROCORE_CLIENT_ID",
		]);
	});

	test("no value is repeated, whichever setting it is given to", async () => {
		const names = settingNames.map((name) => settings[name].variable);
		const value = fc.oneof(
			fc.string({ minLength: 6, unit: "binary" }),
			fc.constantFrom(
				`https://x:hunter2@example/?hunter2`,
				JSON.stringify([{ ...record, [key]: key }]),
				JSON.stringify([{ ...record, name: `${key}\n` }]),
				Buffer.alloc(40, 7).toString("base64"),
			),
		);
		const secret = fc.uuid().map((id) => `s3cr3t-${id}`);
		await fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom(...names), fc.tuple(value, secret)),
				fc.constantFrom("procore", "embedded", undefined),
				(given, SIGNOFF_UPSTREAM) => {
					const entries = Object.entries(given);
					const text = problemsOf(host, {
						...Object.fromEntries(
							entries.map(([name, [around, inner]]) => [name, around + inner]),
						),
						...(SIGNOFF_UPSTREAM === undefined ? {} : { SIGNOFF_UPSTREAM }),
					}).join("\n");
					for (const [, [around, inner]] of entries) {
						expect(text).not.toContain(inner);
						expect(text).not.toContain(around);
					}
					for (const known of ["hunter2", key, record.hash, sealKey])
						expect(text).not.toContain(known);
				},
			),
		);
	});
});

test("a public URL and a data file are required unless the host is loopback", () => {
	const { SIGNOFF_PUBLIC_URL: _, ...local } = least;
	expect(problemsOf("node", local)).toEqual([]);
	for (const host of ["localhost", "::1", "127.0.0.2"])
		expect(problemsOf("node", local, { host })).toEqual([]);
	expect(problemsOf("node", local, { host: "0.0.0.0" })).toEqual(
		["public-url", "data"].map(
			(name) =>
				`\`--${name}\` is required with the upstream procore if \`--host\` or \`SIGNOFF_HOST\` is not a loopback address.`,
		),
	);
	expect(
		problemsOf("node", least, { host: "0.0.0.0", data: "relay.db" }),
	).toEqual([]);
	expect(problemsOf("cloudflare", local)).toEqual([
		"The variable SIGNOFF_PUBLIC_URL is required with the upstream procore.",
	]);
});

test("a keys file is one source of API keys on Node, and is not read on Workers", () => {
	const { SIGNOFF_API_KEYS: _, ...rest } = service;
	expect(
		readConfig("node", { flags: { keys: "keys.json" }, variables: rest }),
	).toMatchObject({
		config: {
			relay: { identity: { keys: { kind: "file", path: "keys.json" } } },
		},
	});
	expect(problemsOf("node", service, { keys: "keys.json" })).toEqual([
		"The variable SIGNOFF_API_KEYS must be left out if `--keys` is given.",
	]);
	expect(problemsOf("node", least, { keys: "keys.json" })).toEqual([
		"`--keys` is for the identity service only: set it, or leave this out.",
	]);
	expect(
		problemsOf("cloudflare", { ...rest, SIGNOFF_KEYS: "keys.json" }),
	).toHaveLength(1);
});

test("on Workers records may be JSON", () => {
	expect(
		readConfig("cloudflare", {
			variables: { ...service, SIGNOFF_API_KEYS: [record] },
		}),
	).toMatchObject({
		config: { relay: { identity: { keys: { records: [record] } } } },
	});
});

test("a fixture is for the upstream embedded only", () => {
	expect(problemsOf("node", least, { fixture: "harbor.json" })).toEqual([
		"`--fixture` is for the upstream embedded only: leave it out.",
	]);
	expect(
		problemsOf("cloudflare", { ...least, SIGNOFF_FIXTURE: company() }),
	).toEqual([
		"The variable SIGNOFF_FIXTURE is for the upstream embedded only: leave it out.",
	]);
});

test("the variables of Procore's app may be set with the upstream embedded", () => {
	expect(
		problemsOf("node", { PROCORE_CLIENT_ID: "a", PROCORE_CLIENT_SECRET: "b" }),
	).toEqual([]);
});

test("the help lists every variable, and no secret as an option", () => {
	for (const name of settingNames) {
		const { variable, placeholder } = settings[name];
		expect(help).toContain(variable);
		expect([name, help.includes(`--${name} `)]).toEqual([
			name,
			placeholder !== null,
		]);
	}
	expect(
		settingNames.filter((name) => settings[name].placeholder === null),
	).toEqual([
		...["client-id", "client-secret"],
		...["seal-key", "seal-key-old", "api-keys"],
	]);
});
