import { spawnSync } from "node:child_process";
import { stripTypeScriptTypes } from "node:module";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { expect, test } from "vitest";
import { blocksOf, languagesOf, writtenDocuments } from "../lib/documents.ts";

const cases = (...languages: string[]): { document: string; code: string }[] =>
	writtenDocuments().flatMap((document) =>
		blocksOf(document, ...languages).map(({ code }) => ({ document, code })),
	);

/** Cut texts are shown as `…`; outside of a string it stands for the rest of a list. */
function withoutEllipses(code: string): string {
	return code.replaceAll("[…]", "[]");
}

test.each(cases("sh"))(
	"bash parses the commands of $document: $code",
	({ code }) => {
		// Placeholders in capitals stand for words.
		const { stderr, status } = spawnSync("bash", ["-n"], {
			input: code,
			encoding: "utf8",
		});
		expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
	},
);

test.each(cases("js"))(
	"a block of $document is a module: $code",
	({ code }) => {
		expect(() => stripTypeScriptTypes(code)).not.toThrow();
	},
);

test.each(cases("json"))(
	"each line or block of $document is JSON: $code",
	({ code }) => {
		expect(problemsOf(withoutEllipses(code), false)).toEqual([]);
	},
);

test.each(cases("jsonc"))(
	"a block of $document is JSON with comments: $code",
	({ code }) => {
		expect(problemsOf(withoutEllipses(code), true)).toEqual([]);
	},
);

test("every block is in a language that is checked, or that no check knows", () => {
	const known = [
		"",
		"sh",
		"json",
		"jsonc",
		"ts",
		"console",
		"ini",
		"js",
		"python",
		"text",
	];
	const languages = writtenDocuments().flatMap(languagesOf);
	expect(languages.filter((each) => !known.includes(each))).toEqual([]);
	expect(languages).toEqual(
		expect.arrayContaining(["sh", "json", "jsonc", "ts"]),
	);
});

function problemsOf(code: string, comments: boolean): string[] {
	const errors: ParseError[] = [];
	parse(code, errors, { disallowComments: !comments });
	return errors.map(
		({ error, offset }) => `${printParseErrorCode(error)} at ${offset}`,
	);
}
