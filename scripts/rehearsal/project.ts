import {
	cpSync,
	globSync,
	mkdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { type CodeBlock, codeBlocks } from "../lib/code-blocks.ts";
import { type PublishedPackage, root } from "../lib/repository.ts";
import { assert, check } from "./checks.ts";
import { command } from "./command.ts";
import { install, type NodeVersion } from "./npm.ts";

const examples = join(root, "examples");

// With their major versions: npm would choose older ones for an older Node.js.
const tools = [
	"typescript@7",
	"typescript-5.9@npm:typescript@5.9",
	"vitest@5",
	"jest@30",
	"babel-jest@30",
	"@babel/preset-env",
];

/** What the examples need besides the published packages and tools: `ky@^2.1.0`. Wrangler is that of this repository. */
function examplePackages(): string[] {
	const packages = globSync("*/package.json", { cwd: examples }).flatMap(
		(file) => {
			const { dependencies, devDependencies }: Manifest = JSON.parse(
				readFileSync(join(examples, file), "utf8"),
			);
			return Object.entries({ ...dependencies, ...devDependencies });
		},
	);
	const names = packages
		.filter(([name]) => !/^(?:@signoff\/.*|typescript|wrangler)$/.test(name))
		.map(([name, range]) => `${name}@${range}`);
	return [...new Set(names)];
}

type Manifest = {
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
};

/** Installs the tools that the checks of a project need. */
export async function installTools(folder: string): Promise<void> {
	await install(folder, ...tools, ...examplePackages());
}

/** Adds every package and every example to a project. */
export async function installPackages(
	folder: string,
	packages: readonly PublishedPackage[],
): Promise<void> {
	for (const file of [
		...globSync("*/*.ts", { cwd: examples }),
		"one-decision/tsconfig.json",
	])
		cpSync(join(examples, file), join(folder, basename(file)));
	const imports = packages
		.flatMap(({ modules }) => modules)
		.map(
			(name, index) =>
				`import * as m${index} from "${name}";\nvoid m${index};\n`,
		);
	writeFileSync(join(folder, "imports.ts"), imports.join(""));
	await install(folder, ...packages.map(({ name }) => name));
}

/** Checks the types of every module and example with both versions of TypeScript. */
export async function checkTypes(folder: string): Promise<void> {
	for (const typescript of ["typescript", "typescript-5.9"])
		for (const module of ["nodenext", "bundler"])
			await check(
				`${typescript === "typescript" ? "TypeScript 7" : "TypeScript 5.9"}, ${module}: every module and example`,
				async () => {
					const flags =
						module === "bundler"
							? ["--module", "esnext", "--moduleResolution", "bundler"]
							: ["--module", "nodenext"];
					const tsc = join("node_modules", typescript, "bin/tsc");
					await command(process.execPath, [tsc, ...flags], folder);
				},
			);
}

const blocks: CodeBlock[] = codeBlocks(
	readFileSync(join(root, "packages/conformance/README.md"), "utf8").replace(
		/^ {2}/gm,
		"",
	),
);

function block(text: string): string {
	const code = blocks.find((each) => each.code.includes(text))?.code;
	assert(code !== undefined, `The README has no code block with “${text}”.`);
	return code;
}

/** Runs the test of the README of conformance as its text says: with vitest, and with both settings of Jest. */
export async function checkTestRunners(folder: string): Promise<void> {
	const test = block('from "vitest"');
	const jestTest = test.replace(/^import .* from "vitest";\n/m, "");
	const write = (name: string, files: Record<string, string>): string => {
		mkdirSync(join(folder, name), { recursive: true });
		for (const [file, text] of Object.entries(files))
			writeFileSync(join(folder, name, file), text);
		return join(folder, name);
	};
	const jest = join(folder, "node_modules/jest/bin/jest.js");
	await Promise.all([
		check("vitest: the test of the documentation", async () => {
			const cwd = write("vitest", { "approve.test.ts": test });
			const bin = join(folder, "node_modules/vitest/vitest.mjs");
			await command(process.execPath, [bin, "run", "--root", cwd], cwd);
		}),
		check(
			"Jest, native ES modules: the test of the documentation",
			async () => {
				const cwd = write("jest-esm", {
					"package.json": '{"type":"module"}',
					"approve.test.js": jestTest,
				});
				const flags = ["--experimental-vm-modules", jest, "--rootDir", cwd];
				await command(process.execPath, flags, cwd);
			},
		),
		check("Jest, Babel: the test of the documentation", async () => {
			const cwd = write("jest-babel", {
				"package.json": "{}",
				"approve.test.js": jestTest,
				"jest.config.js": block("transformIgnorePatterns"),
				"babel.config.js":
					'module.exports = { presets: ["@babel/preset-env"] };\n',
			});
			await command(process.execPath, [jest, "--rootDir", cwd], cwd);
		}),
	]);
}

/** Runs the example that uses the fake server with the test runner of each version of Node.js. */
export async function checkFakeServer(
	folder: string,
	nodes: readonly NodeVersion[],
): Promise<void> {
	for (const { version, program } of nodes)
		await check(
			`Node ${version}: the fake server in \`node --test\``,
			async () => {
				await command(program, ["--test", "approve-step.test.ts"], folder);
			},
		);
}
