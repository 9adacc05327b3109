import {
	chmod,
	lstat,
	mkdir,
	mkdtemp,
	readFile,
	rm,
	stat,
	symlink,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { readConfig, updateConfig } from "./config-file.ts";

let path: string;

beforeEach(async () => {
	const folder = await mkdtemp(join(tmpdir(), "signoff-"));
	path = join(folder, "config.json");
	onTestFinished(() => rm(folder, { recursive: true }));
});

const config = { token: "secret-token", company_id: "4201" };
const text = JSON.stringify(config);
const bytes = {
	"UTF-8 with a byte order mark": Buffer.from(`\uFEFF${text}`),
	"UTF-16": Buffer.from(`\uFEFF${text}`, "utf16le"),
	"UTF-16 without a mark": Buffer.from(text, "utf16le"),
	"big-endian UTF-16": Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
};

test.each(Object.entries(bytes))(
	"a config file in %s is read",
	async (_, content) => {
		await writeFile(path, content);
		expect(await readConfig(path)).toEqual({ kind: "parsed", value: config });
	},
);

test.each<[string, Buffer, string]>([
	[
		"that is not text",
		Buffer.from('{"token": "secret-tokén"}', "latin1"),
		"is not text in UTF-8 or UTF-16.",
	],
	[
		"that is not JSON",
		Buffer.from('\uFEFF{\n"token": "secret-token",\n}', "utf16le"),
		"is not JSON: line 3 does not parse.",
	],
])(
	"a config file %s is refused, and not repeated",
	async (_, content, message) => {
		await writeFile(path, content);
		const refused = await readConfig(path);
		expect(refused).toMatchObject({
			kind: "invalid",
			issues: [{ message: `The config file ${path} ${message}` }],
		});
		expect(JSON.stringify(refused)).not.toContain("secret");
	},
);

test.each<[string, number, string]>([
	['{\n "company_id": "1",\n "project_id": 77\n}', 3, "`project_id`"],
	['{\r\n\r\n "compny_id": "1" }', 3, "`company_id`"],
	['{ "off_limits": [\n "77",\n 78 ] }', 3, "`off_limits"],
	['{\n "max_batch":\n 0 }', 2, "`max_batch`"],
	["\n[]", 2, "must be an object"],
])("in %j line %d is named", async (content, line, message) => {
	await writeFile(path, content);
	const refused = await readConfig(path);
	if (refused.kind === "parsed") throw new Error("It was not refused.");
	const [issue] = refused.issues;
	expect(issue?.message).toContain(`Config file ${path}, line ${line}: `);
	expect(issue?.message).toContain(message);
});

const modeOf = async (): Promise<string> =>
	((await stat(path)).mode & 0o777).toString(8);

test("a config file with a token is for its owner only", async () => {
	await writeFile(path, text);
	await chmod(path, 0o644);
	expect((await readConfig(path)).kind).toBe("parsed");
	expect(await modeOf()).toBe("600");
});

test("the mode of a config file without a token stays", async () => {
	await writeFile(path, '{"company_id":"4201"}');
	await chmod(path, 0o644);
	expect((await readConfig(path)).kind).toBe("parsed");
	expect(await modeOf()).toBe("644");
});

const stored = async (): Promise<unknown> =>
	JSON.parse(await readFile(path, "utf8"));

test("an update creates the file and its folder, changes its keys, and keeps the others", async () => {
	path = join(path, "..", "signoff", "config.json");
	expect(await updateConfig(path, { company_id: "1" })).toBe(true);
	expect(await modeOf()).toBe("600");
	await updateConfig(path, { project_id: "7", company_id: "2" });
	await updateConfig(path, { project_id: undefined, base_url: "b" });
	expect(await stored()).toEqual({ company_id: "2", base_url: "b" });
});

test("an update keeps a symbolic link and the mode of the file that it leads to", async () => {
	const target = `${path}.dotfiles`;
	await symlink(target, path);
	await writeFile(target, '{"company_id":"1"}');
	await chmod(target, 0o644);
	expect(await updateConfig(path, { company_id: "2" })).toBe(true);
	expect((await lstat(path)).isSymbolicLink()).toBe(true);
	expect(await modeOf()).toBe("644");
	expect(await stored()).toEqual({ company_id: "2" });
});

test("a file that is not valid, or that cannot be written, is left as it is", async () => {
	await writeFile(path, "no json");
	expect(await updateConfig(path, { company_id: "2" })).toBe(false);
	expect(await readFile(path, "utf8")).toBe("no json");
	await mkdir(`${path}.folder`);
	expect(await updateConfig(`${path}.folder`, { company_id: "2" })).toBe(false);
	expect(await updateConfig(`${path}/x/config.json`, {})).toBe(false);
});

test.each([0, 0.5, 5, 3600])("undo_seconds may be %d", async (seconds) => {
	await writeFile(path, JSON.stringify({ undo_seconds: seconds }));
	expect(await readConfig(path)).toEqual({
		kind: "parsed",
		value: { undo_seconds: seconds },
	});
});

test.each([-1, 3601, "5", null])(
	"undo_seconds may not be %j, and the message names it",
	async (seconds) => {
		await writeFile(path, JSON.stringify({ undo_seconds: seconds }));
		expect(await readConfig(path)).toMatchObject({
			kind: "invalid",
			issues: [{ message: expect.stringContaining("`undo_seconds`") }],
		});
	},
);
