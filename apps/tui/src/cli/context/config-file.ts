import { type FileHandle, mkdir, open, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { type ParseResult, validate } from "@signoff/core";
import {
	type JsonBytes,
	malformedIssue,
	parseJsonBytes,
} from "@signoff/core/validation";
import * as z from "zod/mini";
import { writePrivateFile } from "../../login/write-private-file.ts";
import type { Guardrails } from "../../model/guardrails.ts";

/** The content of the config file. Every key is optional. */
export type ConfigFile = {
	base_url?: string | undefined;
	token?: string | undefined;
	company_id?: string | undefined;
	project_id?: string | undefined;
	/** The template of links to items on the web, such as `https://…/{project_id}/{item_id}`. */
	item_url?: string | undefined;
	/** How long an answer of the app can be taken back, in seconds; 0 sends it at once. @default 5 */
	undo_seconds?: number | undefined;
} & Guardrails;

const text = z.optional(z.string().check(z.minLength(1)));

const texts = z.optional(z.array(z.string().check(z.minLength(1))));

const schema: z.ZodMiniType<ConfigFile> = z.strictObject({
	base_url: text,
	token: text,
	company_id: text,
	project_id: text,
	item_url: text,
	undo_seconds: z.optional(z.number().check(z.gte(0), z.lte(3600))),
	read_only: z.optional(z.boolean()),
	max_batch: z.optional(z.int().check(z.positive())),
	comment_required: texts,
	confirm: texts,
	off_limits: texts,
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

const problems: Record<Exclude<JsonBytes["kind"], "parsed">, string> = {
	not_text: "is not text in UTF-8 or UTF-16",
	not_json: "is not JSON",
};

/**
 * Reads the config file, in UTF-8 or UTF-16. A missing file counts as an empty one. If the file has a token, access of
 * others to it is removed, or the file is refused. Issues never repeat the content.
 */
export async function readConfig(
	path: string,
): Promise<ParseResult<ConfigFile>> {
	const file = await open(path).catch((error: NodeJS.ErrnoException) => error);
	if (file instanceof Error)
		return isMissing(file)
			? { kind: "parsed", value: {} }
			: fileIssue("cannot be read");
	try {
		const json = parseJsonBytes(await file.readFile());
		if (json.kind !== "parsed") return fileIssue(problems[json.kind]);
		const config = parseConfig(json.value);
		return config.kind === "invalid" ||
			config.value.token === undefined ||
			(await restrictToOwner(file))
			? config
			: fileIssue(othersHaveAccess);
	} catch {
		return fileIssue("cannot be read");
	} finally {
		await file.close();
	}
}

/**
 * Changes keys of the config file, and creates the file if there is none. A key that is `undefined` is removed; the
 * others stay. A symbolic link stays one, and a file that others may read stays readable, unless it has a token.
 *
 * @returns false if the file cannot be written
 */
export async function updateConfig(
	path: string,
	changes: ConfigFile,
): Promise<boolean> {
	try {
		const current = await readConfig(path);
		if (current.kind === "invalid") return false;
		const config = { ...current.value, ...changes };
		const target = await realpath(path).catch(() => path);
		await mkdir(dirname(target), { recursive: true, mode: 0o700 });
		const mode = await stat(target).then(
			(found) => found.mode & 0o777,
			() => 0o600,
		);
		await writePrivateFile(
			target,
			`${JSON.stringify(config, null, 2)}\n`,
			mode,
		);
		return true;
	} catch {
		return false;
	}
}

function parseConfig(input: unknown): ParseResult<ConfigFile> {
	const checked = validate(schema, input);
	if (checked.kind === "parsed") return checked;
	const issues = checked.issues.map(({ path, message }) =>
		malformedIssue(
			["config", ...path],
			`Config file: ${message.replace(/^The request/, "it")}`,
		),
	);
	return { kind: "invalid", issues };
}

// Others may not read, write or execute; modes mean nothing on Windows.
const others = process.platform === "win32" ? 0 : 0o077;

const othersHaveAccess =
	"has a token and can be read by other users, and its permissions cannot be changed here: as its owner, run `chmod 600` on it, or set SIGNOFF_TOKEN instead";

/** Returns false if others still have access. */
async function restrictToOwner(file: FileHandle): Promise<boolean> {
	const { mode } = await file.stat();
	if ((mode & others) === 0) return true;
	// Whether it fails, the mode shows.
	await file.chmod(mode & 0o600).catch(() => undefined);
	return ((await file.stat()).mode & others) === 0;
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
