import { markdownTables } from "../lib/markdown-tables.ts";
import { type FolderGraph, type Sources, testFile } from "./folder-imports.ts";

/** The table of CONTRIBUTING.md with the folders of each package: the name of the package → its folders, as listed. */
export function documentedFolders(text: string): Map<string, string[]> {
	const table = markdownTables(text).find(
		({ header }) => header.join() === "Package,Folders",
	);
	return new Map(
		(table?.rows ?? []).map(([name = "", folders = ""]) => [
			name,
			[...folders.matchAll(/`([^`]+)`/g)].map(([, folder = ""]) => folder),
		]),
	);
}

/**
 * What is wrong with the list of a package: a folder that is missing or does not exist, or an import that does not run
 * downwards. Folders that hold tests alone are not listed.
 *
 * @param graph the imports between the first-level folders
 */
export function listProblems(
	listed: string[],
	sources: Sources,
	graph: FolderGraph,
): string[] {
	const folders = new Set(
		[...sources.keys()]
			.filter((file) => file.includes("/") && !testFile.test(file))
			.map((file) => file.replace(/\/.*/, "")),
	);
	const missing = [...folders].filter((each) => !listed.includes(each));
	const unknown = listed.filter((each) => !folders.has(each));
	const upward = [...graph].flatMap(([from, targets]) =>
		[...targets.keys()]
			.filter((to) => listed.includes(from) && listed.includes(to))
			.filter((to) => listed.indexOf(to) < listed.indexOf(from))
			.map((to) => `\`${from}\` imports \`${to}\`, which stands before it`),
	);
	return [
		...missing.map((each) => `\`${each}\` is not listed`),
		...unknown.map((each) => `there is no folder \`${each}\``),
		...upward,
	];
}
