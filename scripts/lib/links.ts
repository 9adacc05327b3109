import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/**
 * What a document points to and is not there, a sentence each.
 *
 * @param root the repository's folder
 * @param file the document, relative to it
 */
export function brokenLinks(root: string, file: string): string[] {
	const text = withoutFences(readFileSync(join(root, file), "utf8"));
	const links = linksIn(withoutCode(text)).map((target) =>
		broken(root, file, target),
	);
	const paths = citedIn(text).map((path) =>
		exists(root, file, path) ? null : `the path \`${path}\` does not exist`,
	);
	return [...links, ...paths]
		.filter((each) => each !== null)
		.map((each) => `${file}: ${each}`);
}

function broken(root: string, file: string, target: string): string | null {
	if (/^[a-z][a-z0-9+.-]*:/i.test(target))
		return URL.canParse(target) ? null : `${target} is not an address`;
	const [path = "", heading] = target.split("#", 2);
	const found =
		path === ""
			? file
			: normalize(join(dirname(file), decodeURIComponent(path)));
	if (found.startsWith("..")) return `${target} leads out of the repository`;
	if (!existsSync(join(root, found))) return `${target} does not exist`;
	if (heading === undefined || statSync(join(root, found)).isDirectory())
		return null;
	return headingsIn(readFileSync(join(root, found), "utf8")).includes(heading)
		? null
		: `${target} has no such heading`;
}

/** Inline links, images and definitions. */
function linksIn(text: string): string[] {
	const inline = text.matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g);
	const definitions = text.matchAll(/^\[[^\]]+\]:\s*<?([^>\s]+)>?/gm);
	return [...inline, ...definitions].flatMap(([, target]) => target ?? []);
}

/** `code` that reads as a path of this repository, or of the package that the document describes. */
function citedIn(text: string): string[] {
	const paths =
		/`((?:packages|apps|docs|examples|scripts|src|fixtures|\.ci|\.github|\.changeset)\/[\w./*{},-]*)`/g;
	return [...text.matchAll(paths)].flatMap(([, path]) => path ?? []);
}

function exists(root: string, file: string, path: string): boolean {
	return [root, join(root, dirname(file))].some(
		(from) => globSync(path.replace(/\/$/, ""), { cwd: from }).length > 0,
	);
}

/** The anchors of a document's headings, as GitHub names them. */
function headingsIn(text: string): string[] {
	return [...withoutFences(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(
		([, heading = ""]) =>
			heading
				.toLowerCase()
				.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
				.replace(/[^\p{L}\p{N}\s_-]/gu, "")
				.replace(/\s/g, "-"),
	);
}

function withoutFences(text: string): string {
	return text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
}

function withoutCode(text: string): string {
	return text.replace(/`[^`\n]*`/g, "");
}
