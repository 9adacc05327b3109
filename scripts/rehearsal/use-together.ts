import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/repository.ts";
import { type Server, startServer, stopServer } from "../lib/server.ts";
import { assert } from "./checks.ts";
import { command } from "./command.ts";

/** The folders that contain one installed package each. */
export type Folders = { sdk: string; edge: string; tui: string };

const scope = ["4201", "77"];

/**
 * Starts the installed edge, and records three responses there: by the example `one-decision` as an ES module and with
 * `require`, and by the command line.
 */
export async function recordResponses(
	folders: Folders,
	node: string,
	home: string,
): Promise<void> {
	const edge = await startEdge(folders.edge, node, ["9001", "9002", "9003"]);
	try {
		const env = {
			SIGNOFF_BASE_URL: edge.url,
			SIGNOFF_TOKEN: "ada-token",
			HOME: home,
		};
		const [esm, cjs] = writeDecide(folders.sdk);
		for (const [file, id] of [
			[esm, "9002"],
			[cjs, "9003"],
		] as const) {
			const output = await command(
				node,
				[file, ...scope, id],
				folders.sdk,
				env,
			);
			assert(output.startsWith("recorded: "), `${file} printed: ${output}`);
		}
		const answer = await command(
			node,
			[
				join(folders.tui, "node_modules/.bin/signoff"),
				..."respond --company-id 4201 --project-id 77 --instance 9001 --step 1 --option Approve --json".split(
					" ",
				),
			],
			folders.tui,
			env,
		);
		assert(
			/"kind":\s*"recorded"/.test(answer),
			`\`signoff respond\` printed: ${answer}`,
		);
	} finally {
		await stopServer(edge);
	}
}

/** Starts an installed edge with its smallest fixture and the given instances. */
export function startEdge(
	folder: string,
	node: string,
	instances: readonly string[],
): Promise<Server> {
	const fixture = JSON.parse(
		readFileSync(
			join(folder, "node_modules/@signoff/edge/fixtures/minimal.json"),
			"utf8",
		),
	);
	const [first] = fixture.instances;
	fixture.instances = instances.map((id) => ({ ...first, id }));
	const file = join(folder, "fixture.json");
	writeFileSync(file, JSON.stringify(fixture));
	const bin = join(folder, "node_modules/.bin/signoff-edge");
	const flags = ["serve", "--port", "0", "--log-level", "error"];
	// SQLite is experimental in Node.js 22 and 24, which is printed otherwise.
	const quiet = "--disable-warning=ExperimentalWarning";
	return startServer(node, [quiet, bin, ...flags, "--fixture", file], folder);
}

/** Writes the example as an ES module and as a CommonJS module. */
function writeDecide(folder: string): [esm: string, cjs: string] {
	const example = join(root, "examples/one-decision/decide.ts");
	const source = readFileSync(example, "utf8");
	writeFileSync(join(folder, "decide.ts"), source);
	const required = source.replace(
		/^import (\{[^}]*\}) from ("@signoff\/sdk");$/m,
		"const $1 = require($2);\n(async () => {",
	);
	writeFileSync(join(folder, "decide.cjs"), `${required}\n})();\n`);
	return ["decide.ts", "decide.cjs"];
}
