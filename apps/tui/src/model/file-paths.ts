import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Issue, ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";

/**
 * The absolute paths of the files to attach. Issues count them: a path is not repeated.
 *
 * @param source what names them, in issues
 */
export function filePaths(
	given: readonly string[] = [],
	source = "--file",
): ParseResult<string[]> {
	const issues: Issue[] = [];
	const paths = given.map((path) => resolve(path));
	for (const [index, path] of paths.entries())
		if (!isReadable(path))
			issues.push(
				malformedIssue(
					["response", "attachments"],
					`File ${index + 1} of \`${source}\` cannot be read.`,
				),
			);
	return issues.length > 0
		? { kind: "invalid", issues }
		: { kind: "parsed", value: paths };
}

function isReadable(path: string): boolean {
	try {
		accessSync(path, constants.R_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
