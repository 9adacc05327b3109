import { posix } from "node:path";

/** Where the repository is: `https://github.com/owner/name`, and the commit that is published. */
export type Forge = { repository: string; commit: string };

/** Reads the variables that the forge sets in a workflow. Throws an error that names those that are missing. */
export function forgeOf(env: NodeJS.ProcessEnv): Forge {
	const read = (name: string): string => {
		const value = env[name];
		if (value === undefined || value === "")
			throw new Error(`The variable ${name} is not set.`);
		return value;
	};
	const server = read("GITHUB_SERVER_URL").replace(/\/$/, "");
	return {
		repository: `${server}/${read("GITHUB_REPOSITORY")}`,
		commit: read("GITHUB_SHA"),
	};
}

/**
 * Adds `repository`, `homepage` and `bugs` to a manifest. npm refuses provenance without `repository`.
 *
 * @param folder the package's folder in the repository
 */
export function manifestAt<T extends object>(
	{ repository, commit }: Forge,
	folder: string,
	manifest: T,
): T & ForgeFields {
	return {
		...manifest,
		homepage: `${repository}/tree/${commit}/${folder}#readme`,
		bugs: { url: `${repository}/issues` },
		repository: {
			type: "git",
			url: `git+${repository}.git`,
			directory: folder,
		},
	};
}

type ForgeFields = {
	homepage: string;
	bugs: { url: string };
	repository: { type: "git"; url: string; directory: string };
};

/**
 * Makes the relative links of a README absolute, so that they work on npm's pages: to the same commit of the repository.
 * Anchors within the README stay.
 *
 * @param folder the README's folder in the repository
 */
export function readmeAt(
	{ repository, commit }: Forge,
	folder: string,
	text: string,
): string {
	return mapLinks(text, (target) => {
		if (isAbsolute(target) || target.startsWith("#")) return target;
		const [path = "", anchor] = target.split("#", 2);
		const file = posix.join(folder, path);
		const kind = /\.(?:png|svg|gif|jpe?g|webp)$/i.test(path) ? "raw" : "blob";
		const url = `${repository}/${kind}/${commit}/${file}`;
		return anchor === undefined ? url : `${url}#${anchor}`;
	});
}

/** The links of a README that do not work outside the repository. */
export function relativeLinks(text: string): string[] {
	const found: string[] = [];
	mapLinks(text, (target) => {
		if (!isAbsolute(target) && !target.startsWith("#")) found.push(target);
		return target;
	});
	return found;
}

function isAbsolute(target: string): boolean {
	return /^[a-z][a-z0-9+.-]*:/i.test(target);
}

// Code blocks and inline code are matched first, so that what looks like a link in them stays as it is.
const codeOrLink =
	/^(```|~~~)[\s\S]*?^\1|`[^`\n]*`|(?<before>\]\(<?|^\[[^\]]+\]:\s*<?|\b(?:src|href)=")(?<target>[^)>\s"]+)/gm;

function mapLinks(text: string, change: (target: string) => string): string {
	return text.replace(codeOrLink, (match: string, ...rest: unknown[]) => {
		const { before, target } = Object(rest.at(-1));
		return target === undefined ? match : `${before}${change(target)}`;
	});
}
