// Rehearses a release: publishes every package to a registry on this machine, installs them with npm in empty folders,
// and uses each as its documentation says. Then releases a patch of the sdk. Leaves the checkout as it is.
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages } from "./lib/repository.ts";
import { inTemporaryFolder } from "./lib/temp-folder.ts";
import { checkBrowserBundle } from "./rehearsal/browser-bundle.ts";
import { assert, check, results } from "./rehearsal/checks.ts";
import { checkDocuments, checkSourceMaps } from "./rehearsal/contents.ts";
import {
	emptyFolder,
	install,
	installNodes,
	type NodeVersion,
} from "./rehearsal/npm.ts";
import { checkPatched, releasePatch } from "./rehearsal/patch.ts";
import {
	checkFakeServer,
	checkTestRunners,
	checkTypes,
	installPackages,
	installTools,
} from "./rehearsal/project.ts";
import { type Registry, startRegistry } from "./rehearsal/registry.ts";
import { checkStackTrace, usePackage } from "./rehearsal/use-package.ts";
import { recordResponses } from "./rehearsal/use-together.ts";
import { checkEdgeInWorker, checkSdkInWorker } from "./rehearsal/workers.ts";
import { checkoutState, copyCheckout, release } from "./rehearsal/workspace.ts";

// Later than the deadline of each command, for servers that hang.
setTimeout(() => process.exit(1), 660_000).unref();

const startedAt = performance.now();
const before = await checkoutState();
await inTemporaryFolder(async (folder) => {
	await mkdir(join(folder, "registry"));
	const registry = await startRegistry(join(folder, "registry"));
	try {
		await rehearse(folder, registry);
	} finally {
		await registry.close();
	}
});
await check("the checkout is as it was", async () => {
	const after = await checkoutState();
	assert(after === before, `It was\n${before}and is\n${after}`);
});

const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(
	`${results.passed} checks passed, ${results.failed} failed, in ${seconds} s.`,
);
process.exit(results.failed === 0 ? 0 : 1);

async function rehearse(folder: string, registry: Registry): Promise<void> {
	const packages = publishedPackages();
	const names = packages.map(({ name }) => name);
	const path = (name: string): string => join(folder, name.replace("/", "-"));
	const [copy, project, home] = [path("copy"), path("project"), path("home")];
	await mkdir(home);

	emptyFolder(project, registry);
	let nodes: NodeVersion[] = [];
	await Promise.all([
		check("the version script, the build and `changeset publish`", async () => {
			await copyCheckout(copy);
			await release(copy, registry);
			const versions = await registry.versions(names);
			assert(versions.length === names.length, versions.join(", "));
		}),
		check("npm install of older versions of Node.js", async () => {
			nodes = await installNodes(path("nodes"));
		}),
		check("npm install of TypeScript, vitest and Jest, in a project", () =>
			installTools(project),
		),
	]);
	if (results.failed > 0) return;

	await Promise.all([
		...names.map((name) =>
			check(`npm install ${name}, in an empty folder`, async () => {
				emptyFolder(path(name), registry);
				await install(path(name), name);
			}),
		),
		check("npm install of all packages, in the project", () =>
			installPackages(project, packages),
		),
	]);
	if (results.failed > 0) return;

	const use = packages.flatMap((each) => {
		const installed = join(path(each.name), "node_modules", each.name);
		const { version }: { version: string } = JSON.parse(
			readFileSync(join(installed, "package.json"), "utf8"),
		);
		return [
			check(
				`${each.name}: manifest, changelog, links of the README`,
				async () => checkDocuments(installed),
			),
			check(
				`${each.name}: source maps, licences of what it contains`,
				async () => checkSourceMaps(installed, each.name),
			),
			check(`${each.name}: a stack trace names the TypeScript source`, () =>
				checkStackTrace(each.name, path(each.name), process.execPath),
			),
			...nodes.map((node) =>
				check(
					`Node ${node.version}: ${each.name} by import and require, its commands`,
					() => usePackage(each, version, path(each.name), node.program),
				),
			),
		];
	});
	const folders = {
		sdk: path("@signoff/sdk"),
		edge: path("@signoff/edge"),
		tui: path("@signoff/tui"),
	};
	await Promise.all(use);
	for (const node of nodes)
		await check(
			`Node ${node.version}: sdk (import, require) and \`signoff\` answer steps at the edge`,
			() => recordResponses(folders, node.program, home),
		);
	await Promise.all([
		checkTypes(project),
		checkTestRunners(project),
		checkFakeServer(project, nodes),
		check("esbuild: a bundle for browsers answers a step", () =>
			checkBrowserBundle(project, folders.edge),
		),
		check("workerd: the sdk in a worker answers a step", () =>
			checkSdkInWorker(project, folders.edge),
		),
		check("workerd: the edge with the files of its documentation", () =>
			checkEdgeInWorker(folders.edge),
		),
	]);
	await check(
		"a patch of the sdk publishes the sdk and the terminal app only",
		() => releasePatch(copy, registry, names),
	);
	await Promise.all(
		["@signoff/tui", "@signoff/edge"].map((name) =>
			check(`${name}: a new installation has the patched sdk`, () =>
				checkPatched(name, path(`patched-${name}`), registry),
			),
		),
	);
}
