import { describe, expect, test } from "vitest";
import { company } from "../testing/company.ts";
import { readConfig } from "./read-config.ts";
import { settingNames, settings } from "./settings.ts";

const defaults = {
	host: "127.0.0.1",
	port: 8787,
	upstream: "embedded",
	data: null,
	fixture: null,
	relay: null,
	"public-url": null,
	"cors-origin": [],
	"log-level": "info",
	"metrics-port": null,
};

describe("on Node", () => {
	test.each<[string, Record<string, string>, Record<string, string>, object]>([
		["nothing", {}, {}, {}],
		["flags", { port: "0", data: "a.db" }, {}, { port: 0, data: "a.db" }],
		[
			"variables",
			{},
			{
				SIGNOFF_HOST: "localhost",
				SIGNOFF_PORT: "65535",
				SIGNOFF_UPSTREAM: "embedded",
				SIGNOFF_DATA: "b.db",
				SIGNOFF_FIXTURE: "f.json",
			},
			{ host: "localhost", port: 65_535, data: "b.db", fixture: "f.json" },
		],
		[
			"a port for metrics, and errors only",
			{ "metrics-port": "9464" },
			{ SIGNOFF_LOG_LEVEL: "error", SIGNOFF_METRICS_PORT: "1" },
			{ "log-level": "error", "metrics-port": 9464 },
		],
		["empty variables", {}, { SIGNOFF_PORT: "", SIGNOFF_HOST: "" }, {}],
		[
			"an upstream on every address",
			{ host: "0.0.0.0" },
			{ SIGNOFF_UPSTREAM: "embedded" },
			{ host: "0.0.0.0" },
		],
		[
			"a flag over its variable",
			{ port: "1", host: "::1" },
			{ SIGNOFF_PORT: "http", SIGNOFF_HOST: "0.0.0.0" },
			{ port: 1, host: "::1" },
		],
	])("%s: valid", (_, flags, variables, config) => {
		expect(readConfig("node", { flags, variables })).toEqual({
			kind: "valid",
			config: { ...defaults, ...config },
		});
	});

	test("every problem is listed at once, with the name of its flag or variable", () => {
		const result = readConfig("node", {
			flags: { port: "hunter2" },
			variables: { SIGNOFF_HOST: "hunter2", SIGNOFF_PORT: "1" },
		});
		expect(result).toEqual({
			kind: "invalid",
			problems: [
				"`--upstream` is required if `--host` or `SIGNOFF_HOST` is not a loopback address.",
				"`--port` must be an integer from 0 to 65535.",
			],
		});
		expect(
			readConfig("node", {
				variables: {
					SIGNOFF_UPSTREAM: "embeded",
					SIGNOFF_PORT: "65536",
					SIGNOFF_LOG_LEVEL: "eror",
					SIGNOFF_METRICS_PORT: "on",
				},
			}),
		).toEqual({
			kind: "invalid",
			problems: [
				"The variable SIGNOFF_UPSTREAM must be embedded or procore; did you mean `embedded`?",
				"The variable SIGNOFF_PORT must be an integer from 0 to 65535.",
				"The variable SIGNOFF_LOG_LEVEL must be info or error; did you mean `error`?",
				"The variable SIGNOFF_METRICS_PORT must be an integer from 0 to 65535.",
			],
		});
	});
});

describe("on Workers", () => {
	test("settings of Node alone are not read", () => {
		const variables = {
			SIGNOFF_UPSTREAM: "embedded",
			SIGNOFF_PORT: "x",
			SIGNOFF_METRICS_PORT: "x",
			SIGNOFF_LOG_LEVEL: "error",
			SIGNOFF_FIXTURE: company(),
		};
		expect(readConfig("cloudflare", { variables })).toEqual({
			kind: "valid",
			config: {
				upstream: "embedded",
				fixture: company(),
				relay: null,
				"public-url": null,
				"cors-origin": [],
				"log-level": "error",
			},
		});
	});

	test("a fixture as text may begin with a byte order mark, as in a file", () => {
		const SIGNOFF_FIXTURE = `\uFEFF${JSON.stringify(company())}`;
		expect(
			readConfig("cloudflare", {
				variables: { SIGNOFF_UPSTREAM: "embedded", SIGNOFF_FIXTURE },
			}),
		).toMatchObject({ kind: "valid", config: { fixture: company() } });
	});

	test("every problem is listed at once, and no value is repeated", () => {
		const result = readConfig("cloudflare", {
			variables: { SIGNOFF_UPSTREAM: ["hunter2"], SIGNOFF_FIXTURE: "{hunter2" },
		});
		if (result.kind === "valid") throw new Error(result.kind);
		expect(result.problems).toEqual([
			"The variable SIGNOFF_UPSTREAM must be embedded or procore.",
			"The variable SIGNOFF_FIXTURE is not a fixture: The request must be an object.",
		]);
	});
});

test.each([
	["https://edge.example", "https://edge.example"],
	["https://Edge.example:8443/", "https://edge.example:8443"],
	["http://10.0.0.7/signoff/", "http://10.0.0.7/signoff"],
])("the public URL %s is %s", (given, publicUrl) => {
	for (const host of ["node", "cloudflare"] as const)
		expect(
			readConfig(host, {
				variables: {
					SIGNOFF_UPSTREAM: "embedded",
					SIGNOFF_PUBLIC_URL: given,
				},
			}),
		).toMatchObject({ config: { "public-url": publicUrl } });
});

test.each([
	"edge.example",
	"ftp://edge.example",
	"https://hunter2@edge.example",
	"https://edge.example?hunter2",
	"https://edge.example/#hunter2",
	"https://",
])("the public URL %s is refused", (given) => {
	expect(
		readConfig("node", { flags: { "public-url": given }, variables: {} }),
	).toEqual({
		kind: "invalid",
		problems: [
			"`--public-url` must be an http or https URL without user, query and fragment.",
		],
	});
});

test.each<[given: string | string[], origins: string[]]>([
	["https://app.example", ["https://app.example"]],
	["https://App.example:443/", ["https://app.example"]],
	[
		"http://localhost:3000 , https://app.example",
		["http://localhost:3000", "https://app.example"],
	],
	[
		["https://a.example", "https://b.example", "https://a.example"],
		["https://a.example", "https://b.example"],
	],
])("the origins %j are %j", (given, origins) => {
	const result = readConfig("node", {
		flags: { "cors-origin": given },
		variables: {},
	});
	expect(result).toMatchObject({ config: { "cors-origin": origins } });
	expect(
		readConfig("cloudflare", {
			variables: {
				SIGNOFF_UPSTREAM: "embedded",
				SIGNOFF_CORS_ORIGIN: String(given),
			},
		}),
	).toMatchObject({ config: { "cors-origin": origins } });
});

test.each([
	"*",
	"null",
	"app.example",
	"https://*.example",
	"https://app.example/path",
	"https://app.example//",
	"https://app.example?",
	"https://app.example#",
	"https://hunter2@app.example",
	"file:///hunter2",
	"https://app.example,",
	",",
	"https://a.example https://b.example",
])("the origin %j is refused", (given) => {
	for (const flags of [{ "cors-origin": given }, { "cors-origin": [given] }])
		expect(readConfig("node", { flags, variables: {} })).toEqual({
			kind: "invalid",
			problems: [
				"`--cors-origin` must be an origin, such as https://app.example: a scheme and a host, without a path. * is not accepted.",
			],
		});
});

test("a flag's variable is SIGNOFF_ and its name", () => {
	const names = settingNames.filter((name) => settings[name].placeholder);
	expect(names.map((name) => settings[name].variable)).toEqual(
		names.map((name) => `SIGNOFF_${name.toUpperCase().replaceAll("-", "_")}`),
	);
});
