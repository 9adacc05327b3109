import { resolve } from "node:path";
import type { Issue, ParseResult } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import { checkFile, fileProblemTexts } from "./attachable-file.ts";

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
	for (const [index, path] of paths.entries()) {
		const checked = checkFile(path);
		if (checked.kind === "problem")
			issues.push(
				malformedIssue(
					["response", "attachments"],
					`File ${index + 1} of \`${source}\` ${fileProblemTexts[checked.problem]}.`,
				),
			);
	}
	return issues.length > 0
		? { kind: "invalid", issues }
		: { kind: "parsed", value: paths };
}
