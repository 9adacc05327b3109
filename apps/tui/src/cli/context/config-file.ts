import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { type ParseResult, validate } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import * as z from "zod/mini";

/** The content of the config file. Every key is optional. */
export type ConfigFile = {
	base_url?: string | undefined;
	token?: string | undefined;
	company_id?: string | undefined;
	project_id?: string | undefined;
	/** The template of links to items on the web, such as `https://…/{project_id}/{item_id}`. */
	item_url?: string | undefined;
};

const text = z.optional(z.string().check(z.minLength(1)));

const schema: z.ZodMiniType<ConfigFile> = z.strictObject({
	base_url: text,
	token: text,
	company_id: text,
	project_id: text,
	item_url: text,
});

/** The config file's path: `$XDG_CONFIG_HOME/signoff/config.json`, else `~/.config/signoff/config.json`. */
export function configPath(env: Partial<Record<string, string>>): string {
	const base = env["XDG_CONFIG_HOME"] ?? "";
	return join(
		isAbsolute(base) ? base : join(env["HOME"] || homedir(), ".config"),
		"signoff",
		"config.json",
	);
}

/** Reads the config file. A missing file counts as an empty one. Issues never repeat the content. */
export async function readConfig(
	path: string,
): Promise<ParseResult<ConfigFile>> {
	const content = await readFile(path, "utf8").catch(
		(error: NodeJS.ErrnoException) => error,
	);
	if (typeof content !== "string")
		return isMissing(content)
			? { kind: "parsed", value: {} }
			: fileIssue("cannot be read");
	const parsed = parseJson(content);
	if (parsed === undefined) return fileIssue("is not JSON");
	const checked = validate(schema, parsed);
	if (checked.kind === "parsed") return checked;
	const issues = checked.issues.map(({ path, message }) =>
		malformedIssue(
			["config", ...path],
			`Config file: ${message.replace(/^The request/, "it")}`,
		),
	);
	return { kind: "invalid", issues };
}

function isMissing({ code }: NodeJS.ErrnoException): boolean {
	return code === "ENOENT" || code === "ENOTDIR";
}

function fileIssue(problem: string): ParseResult<ConfigFile> {
	return {
		kind: "invalid",
		issues: [malformedIssue(["config"], `The config file ${problem}.`)],
	};
}

function parseJson(content: string): unknown {
	try {
		return JSON.parse(content);
	} catch {
		return undefined;
	}
}
