import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/**
 * Finds links and cited paths of a document that do not resolve. Returns one sentence for each.
 *
 * @param root absolute path of the repository
 * @param file the document, relative to `root`
 */
export function brokenLinks(root: string, file: string): string[] {
	const text = stripFences(readFileSync(join(root, file), "utf8"));
	const links = linkTargets(stripInlineCode(text)).map((target) =>
		linkProblem(root, file, target),
	);
	const paths = citedPaths(text).map((path) =>
		pathExists(root, file, path) ? null : `the path \`${path}\` does not exist`,
	);
	return [...links, ...paths]
		.filter((each) => each !== null)
		.map((each) => `${file}: ${each}`);
}

/** Why a link does not resolve; `null` if it does. */
function linkProblem(
	root: string,
	file: string,
	target: string,
): string | null {
	if (/^[a-z][a-z0-9+.-]*:/i.test(target))
		return URL.canParse(target) ? null : `${target} is not a valid URL`;
	const [path = "", heading] = target.split("#", 2);
	const targetPath =
		path === ""
			? file
			: normalize(join(dirname(file), decodeURIComponent(path)));
	if (targetPath.startsWith(".."))
		return `${target} points outside the repository`;
	if (!existsSync(join(root, targetPath))) return `${target} does not exist`;
	if (heading === undefined || statSync(join(root, targetPath)).isDirectory())
		return null;
	return headingAnchors(readFileSync(join(root, targetPath), "utf8")).includes(
		heading,
	)
		? null
		: `${target} has no such heading`;
}

/** Targets of inline links, images and link definitions. */
function linkTargets(text: string): string[] {
	const inline = text.matchAll(/\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/g);
	const definitions = text.matchAll(/^\[[^\]]+\]:\s*<?([^>\s]+)>?/gm);
	return [...inline, ...definitions].flatMap(([, target]) => target ?? []);
}

/** Inline code that looks like a path of the repository or of the document's package. */
function citedPaths(text: string): string[] {
	const paths =
		/`((?:packages|apps|docs|examples|scripts|src|fixtures|\.ci|\.github|\.changeset)\/[\w./*{},-]*)`/g;
	return [...text.matchAll(paths)].flatMap(([, path]) => path ?? []);
}

/** Looks in the repository's root and in the document's folder. */
function pathExists(root: string, file: string, path: string): boolean {
	return [root, join(root, dirname(file))].some(
		(cwd) => globSync(path.replace(/\/$/, ""), { cwd }).length > 0,
	);
}

/** Anchors of a document: its headings in GitHub's form, and `<a id="…">`. */
function headingAnchors(text: string): string[] {
	const markdown = stripFences(text);
	const seen = new Map<string, number>();
	const headings = [...markdown.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(
		([, heading = ""]) => {
			const anchor = heading
				.toLowerCase()
				.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
				.replace(/[^\p{L}\p{N}\s_-]/gu, "")
				.replace(/\s/g, "-");
			const count = seen.get(anchor) ?? 0;
			seen.set(anchor, count + 1);
			return count === 0 ? anchor : `${anchor}-${count}`;
		},
	);
	const named = [...markdown.matchAll(/<a id="([^"]+)">/g)];
	return [...headings, ...named.flatMap(([, id]) => id ?? [])];
}

function stripFences(text: string): string {
	return text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
}

function stripInlineCode(text: string): string {
	return text.replace(/`[^`\n]*`/g, "");
}
