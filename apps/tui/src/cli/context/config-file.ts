import { type FileHandle, mkdir, open, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { type ParseResult, validate } from "@signoff/core";
import {
	type JsonBytes,
	malformedIssue,
	parseJsonBytes,
} from "@signoff/core/validation";
import { writeFileAtomically } from "@signoff/sdk/node";
import type { JsonLines } from "./config-lines.ts";
import { type ConfigFile, configKeys, configSchema } from "./config-schema.ts";

export type { ConfigFile };

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
			: fileIssue(path, "cannot be read");
	try {
		const bytes = await file.readFile();
		const json = parseJsonBytes(bytes);
		if (json.kind === "not_json")
			return fileIssue(
				path,
				`${problems.not_json}: line ${(await linesOf(bytes)).errorLine() ?? 1} does not parse`,
			);
		if (json.kind === "not_text") return fileIssue(path, problems.not_text);
		const config = await parseConfig(path, json.value, bytes);
		return config.kind === "invalid" ||
			config.value.token === undefined ||
			(await restrictToOwner(file))
			? config
			: fileIssue(path, othersHaveAccess);
	} catch {
		return fileIssue(path, "cannot be read");
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
		await writeFileAtomically(target, `${JSON.stringify(config, null, 2)}\n`, {
			mode,
		});
		return true;
	} catch {
		return false;
	}
}

async function parseConfig(
	file: string,
	input: unknown,
	bytes: Uint8Array,
): Promise<ParseResult<ConfigFile>> {
	const checked = validate(configSchema, input);
	if (checked.kind === "parsed") return checked;
	const lines = await linesOf(bytes);
	const issues = checked.issues.map(({ path, message }) => {
		// The path of an unknown key is that of the object, since a key is not repeated.
		const line =
			path.length === 0 ? lines.lineOfOtherKey(configKeys) : lines.lineOf(path);
		return malformedIssue(
			["config", ...path],
			`Config file ${file}, line ${line}: ${message.replace(/^The request/, "it")}`,
		);
	});
	return { kind: "invalid", issues };
}

/** Most files have no problem, so the parser for lines is loaded only then. */
async function linesOf(bytes: Uint8Array): Promise<JsonLines> {
	const { jsonLines } = await import("./config-lines.ts");
	return jsonLines(bytes);
}

// Others may not read, write or execute; modes mean nothing on Windows.
const others = process.platform === "win32" ? 0 : 0o077;

const othersHaveAccess =
	"has a token and can be read by other users, and its permissions cannot be changed here: as its owner, run `chmod 600` on it, or set SIGNOFF_TOKEN instead";

/** Whether other users of this machine can read a file. */
export async function othersCanRead(path: string): Promise<boolean> {
	return stat(path).then(
		({ mode }) => (mode & others) !== 0,
		() => false,
	);
}

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

function fileIssue(path: string, problem: string): ParseResult<ConfigFile> {
	return {
		kind: "invalid",
		issues: [malformedIssue(["config"], `The config file ${path} ${problem}.`)],
	};
}
