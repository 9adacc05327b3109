import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Edge } from "../testing/edge.ts";
import { openLoginHome, startLoginEdge } from "../testing/login-home.ts";
import { jsonLines, signoff } from "../testing/run-cli.ts";
import { newConfigHome, newStateHome } from "../testing/state-home.ts";
import { documents } from "./documents.ts";
import { registry } from "./registry.ts";
import { outputSchemas } from "./schemas/output-schemas.ts";
import { schemas } from "./schemas/published-schemas.ts";

// Every test starts processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let edge: Edge;

beforeAll(async () => {
	edge = await startLoginEdge();
});
afterAll(() => edge.stop());

const ajv = new Ajv2020({ strict: false });

test.each(Object.entries(documents))(
	"docs/%s is generated from the code",
	(name, text) => {
		const path = `${import.meta.dirname}/../../../../docs/${name}`;
		expect(
			readFileSync(path, "utf8"),
			"run `npx -y pnpm@12.21.0 --filter @signoff/tui run build-docs`",
		).toBe(text());
	},
);

test("there is a schema of the output of every command", () => {
	const names = [registry.app, ...registry.commands].map(({ name }) => name);
	expect(Object.keys(outputSchemas).sort()).toEqual(
		[...names, "failure", "version"].sort(),
	);
});

ajv.addSchema(schemas.output(), "output");

/** Problems of the lines with a definition. */
function problems(name: string, lines: unknown[]): unknown[] {
	const validate = ajv.getSchema(`output#/$defs/${name}`);
	if (validate === undefined) throw new Error("There is no such schema.");
	return lines.flatMap((line) =>
		validate(line) ? [] : [{ line, errors: validate.errors }],
	);
}

const one = ["--instance", "9001", "--option", "Approve"];
const bulkRows =
	"instance_id,step_id,option\n9002,1,Approve\n9003,1,Postpone\n";

const runs: [name: string, args: string[], stdin?: string][] = [
	["inbox", ["inbox"]],
	[
		"inbox",
		[
			"inbox",
			"--fields",
			"instance,item,company,due,overdue,waiting_since,project,tool,step,step_name",
		],
	],
	["preview", ["preview", ...one]],
	["respond", ["respond", ...one, "--step", "1", "--dry-run"]],
	["respond", ["respond", ...one, "--step", "1"]],
	["respond", ["respond", ...one, "--step", "1", "--comment", "Other"]],
	["bulk", ["bulk", "-", "--dry-run"], bulkRows],
	["bulk", ["bulk", "-"], bulkRows],
	["log", ["log"]],
	["whoami", ["whoami"]],
	["doctor", ["doctor"]],
	["config", ["config", "check"]],
	["config", ["config", "path"]],
	["config", ["config", "schema"]],
	["config", ["config", "schema", "output"]],
	["config", ["config", "keys"]],
	["completion", ["completion", "bash"]],
	["completion", ["completion", "options", "--", "--instance", "9001"]],
	["help", ["help", "respond"]],
	["version", ["--version"]],
	["failure", ["respond", "--optoin", "x"]],
	["failure", ["inbox", "--company-id", "9999"]],
];

test("the real output of every command is valid", async () => {
	const env = {
		SIGNOFF_BASE_URL: edge.url,
		SIGNOFF_TOKEN: "ada-token",
		SIGNOFF_COMPANY_ID: "4201",
		SIGNOFF_PROJECT_ID: "77",
		XDG_STATE_HOME: newStateHome(),
		XDG_CONFIG_HOME: newConfigHome({}),
	};
	const seen = new Set<string>(["app"]);
	for (const [name, [command = "", ...words], stdin = ""] of runs) {
		const args = [command, "--json", ...words];
		const lines = jsonLines(await signoff(args, { env, stdin }));
		expect([args, lines.length > 0]).toEqual([args, true]);
		expect(problems(name, lines)).toEqual([]);
		seen.add(name);
	}
	const home = await openLoginHome(edge);
	const args = ["login", "--method", "token", "--json"];
	const login = await home.run(args, [home.server.newToken(), "4201"]);
	expect(problems("login", jsonLines(login))).toEqual([]);
	const logout = await home.run(["logout", "--json"]);
	expect(problems("logout", jsonLines(logout))).toEqual([]);
	for (const name of ["login", "logout"]) seen.add(name);
	expect([...seen].sort()).toEqual(Object.keys(outputSchemas).sort());
});

test("a line that has another shape is not valid", () => {
	expect(problems("logout", [{ removed: "yes", revoked: null }])).toHaveLength(
		1,
	);
	expect(problems("bulk", [{ row: 1, outcome: {} }])).toHaveLength(1);
});

test.each<[object, boolean]>([
	[{}, true],
	[{ $schema: "x", read_only: true, off_limits: ["77"] }, true],
	[{ compny_id: "1" }, false],
	[{ max_batch: 0 }, false],
])("the schema of the config file: %j", (config, isValid) => {
	expect(ajv.validate(schemas.config(), config)).toBe(isValid);
});
