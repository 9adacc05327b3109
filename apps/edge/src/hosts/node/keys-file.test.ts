import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApiKey } from "../../api-keys/create-api-key.ts";
import type { ApiKeyRecord } from "../../api-keys/record.ts";
import type { LogEntry } from "../../observability/log.ts";
import { temporaryFolder } from "../../testing/edge-process.ts";
import { KeysFileError, openKeysFile } from "./keys-file.ts";

const [erp, other] = await Promise.all(
	["ERP", "Other"].map((name) => createApiKey({ name, companies: ["4201"] })),
);
if (erp === undefined || other === undefined) throw new Error("No keys.");

/** A keys file with a clock that the test sets. */
async function keysFile(records: unknown) {
	const path = join(await temporaryFolder(), "keys.json");
	await write(records);
	const logged: LogEntry[] = [];
	let time = 0;
	const keys = openKeysFile(path, {
		log: (entry) => logged.push(entry),
		monotonicNow: () => time,
	});
	async function write(content: unknown): Promise<void> {
		await writeFile(
			path,
			typeof content === "string" ? content : JSON.stringify(content),
		);
	}
	return {
		path,
		keys,
		logged,
		write,
		/** Writes another file and gives it the name of the keys file. */
		replace: async (content: ApiKeyRecord[]) => {
			await writeFile(`${path}.new`, JSON.stringify(content));
			await rename(`${path}.new`, path);
		},
		pass: (milliseconds: number) => {
			time += milliseconds;
		},
		/** The names of the keys that are accepted. */
		accepted: async () => {
			const verified = await Promise.all(
				[erp, other].map((created) => keys.verify(created?.key ?? "", 0)),
			);
			return verified.flatMap((key) => (key === null ? [] : [key.name]));
		},
	};
}

test("a change is seen after a second at most", async () => {
	const file = await keysFile([erp.record]);
	expect(await file.accepted()).toEqual(["ERP"]);
	await file.write([erp.record, other.record]);
	file.pass(999);
	expect(await file.accepted()).toEqual(["ERP"]);
	file.pass(1);
	expect(await file.accepted()).toEqual(["ERP", "Other"]);
	expect(file.logged).toEqual([]);
});

test("a file that is replaced by renaming is seen, and a record that is taken out is revoked", async () => {
	const file = await keysFile([erp.record, other.record]);
	for (const [records, names] of [
		[[other.record], ["Other"]],
		[[erp.record], ["ERP"]],
		[[], []],
		[
			[erp.record, other.record],
			["ERP", "Other"],
		],
	] as const) {
		await file.replace([...records]);
		file.pass(1_000);
		expect(await file.accepted()).toEqual(names);
		expect(file.keys.find(erp.record.id)?.name ?? null).toBe(
			names.some((name) => name === "ERP") ? "ERP" : null,
		);
	}
});

test("`find` sees a change as well", async () => {
	const file = await keysFile([erp.record]);
	await file.replace([]);
	file.pass(1_000);
	expect(file.keys.find(erp.record.id)).toBeNull();
});

test("a content of the same length is seen, however soon it is written", async () => {
	const file = await keysFile([erp.record]);
	for (const created of [other, erp, other, erp]) {
		const record = { ...created.record, name: "Equal" };
		await file.write([record]);
		file.pass(1_000);
		expect(file.keys.find(record.id)?.name).toBe("Equal");
	}
});

test("a file that cannot be used keeps the last valid keys and logs one line without content", async () => {
	const file = await keysFile([erp.record]);
	const cases: [content: unknown, error: string][] = [
		["[{hunter2", "The keys file is not valid JSON."],
		[
			[{ ...erp.record, hunter2: "hunter2" }],
			"The keys file is not valid: `0` has a field that a record does not have.",
		],
		[
			{ hunter2: [] },
			"The keys file is not valid: It must be a list of records.",
		],
		["\u{0}", "The keys file is not text in UTF-8 or UTF-16."],
	];
	for (const [content, error] of cases) {
		await file.write(content);
		for (let check = 0; check < 3; check++) {
			file.pass(1_000);
			expect(await file.accepted()).toEqual(["ERP"]);
		}
		expect(file.logged.splice(0)).toEqual([
			{
				...{ level: "error", request_id: "", at: [] },
				error: `${error} The last valid keys stay in use.`,
			},
		]);
	}
	await rm(file.path);
	file.pass(1_000);
	expect(await file.accepted()).toEqual(["ERP"]);
	expect(file.logged.splice(0)).toMatchObject([
		{
			error:
				"The keys file cannot be read (ENOENT). The last valid keys stay in use.",
		},
	]);
	await file.write([other.record]);
	file.pass(1_000);
	expect(await file.accepted()).toEqual(["Other"]);
	expect(file.logged).toEqual([]);
});

test("the same problem is logged again after the file was valid", async () => {
	const file = await keysFile([erp.record]);
	for (const content of ["{", JSON.stringify([erp.record]), "{"]) {
		await file.write(content);
		file.pass(1_000);
		expect(await file.accepted()).toEqual(["ERP"]);
	}
	expect(file.logged).toHaveLength(2);
});

test("a file with a byte order mark or without keys is valid", async () => {
	const { accepted } = await keysFile(`\uFEFF${JSON.stringify([erp.record])}`);
	expect(await accepted()).toEqual(["ERP"]);
	expect(await (await keysFile("[]")).accepted()).toEqual([]);
});

test("a file that cannot be used at the start is an error", async () => {
	const folder = await temporaryFolder();
	const open = (path: string) => openKeysFile(path, { log: () => {} });
	expect(() => open(join(folder, "missing.json"))).toThrow(
		new KeysFileError("The keys file cannot be read (ENOENT)."),
	);
	expect(() => open(folder)).toThrow(
		new KeysFileError("The keys file cannot be read (EISDIR)."),
	);
	const path = join(folder, "keys.json");
	await writeFile(path, JSON.stringify([{ ...erp.record, hash: erp.key }]));
	expect(() => open(path)).toThrow(
		new KeysFileError(
			"The keys file is not valid: `0.hash` must be a SHA-256 in hexadecimal.",
		),
	);
});
