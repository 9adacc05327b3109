import { describe, expect, test } from "vitest";
import type { ParsedRow, RowDefaults } from "./bulk-row.ts";
import { checkRows } from "./check-rows.ts";
import { readRows } from "./read-rows.ts";

const defaults = { company_id: "4201", project_id: "77" };

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
	for (let at = 0; at < bytes.length; at += size)
		yield bytes.subarray(at, at + size);
}

async function read(
	content: string | Buffer,
	size = 7,
	settings: RowDefaults = defaults,
): Promise<ParsedRow[]> {
	const rows: ParsedRow[] = [];
	for await (const row of readRows(
		chunks(Buffer.from(content), size),
		settings,
	))
		rows.push(row);
	return rows;
}

/** Row 7 without its row number in front. */
function messages(rows: ParsedRow[]): string[] {
	return rows.flatMap((row) =>
		row.kind === "bad"
			? row.issues.map(({ message }) => `${row.row}: ${message}`)
			: [],
	);
}

const header = "company_id,project_id,instance_id,step_id,option,comment,files";

function big(text: string): Buffer {
	return Buffer.from(text, "utf16le").swap16();
}

describe("the encodings and line ends of spreadsheets and shells", () => {
	const text = `${header}\r\n,,i-1,1,"Approve, ""with"" a note","Zoë 𝄞\r\nline 2",\r\n4202,78,i-2,2,2000,,`;
	test.each<[string, Buffer]>([
		["UTF-8", Buffer.from(text)],
		["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
		["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
		["UTF-16 without a mark", Buffer.from(text, "utf16le")],
		["big-endian UTF-16", big(`\uFEFF${text}`)],
		["big-endian UTF-16 without a mark", big(text)],
	])("%s", async (_, bytes) => {
		for (const size of [1_000_000, 3])
			expect(await read(bytes, size)).toEqual([
				{
					kind: "row",
					row: {
						row: 1,
						isDraft: true,
						files: [],
						submission: {
							company_id: "4201",
							project_id: "77",
							id: "i-1",
							response: {
								current_step_occurrence_id: "1",
								selected_response_option_id: 'Approve, "with" a note',
								comment: "Zoë 𝄞\r\nline 2",
							},
						},
					},
				},
				{
					kind: "row",
					row: expect.objectContaining({
						row: 2,
						submission: {
							company_id: "4202",
							project_id: "78",
							id: "i-2",
							response: {
								current_step_occurrence_id: "2",
								selected_response_option_id: "2000",
							},
						},
					}),
				},
			]);
	});

	test.each(["\n", "\r\n", "\r"])("the line end %j", async (end) => {
		const lines = [
			"INSTANCE_ID, step_id ,option",
			"i-1,1,2000",
			"",
			",,",
			"i-2,1,2000",
			"",
		];
		const rows = await read(lines.join(end));
		expect(rows).toMatchObject([
			{ kind: "row", row: { row: 1, submission: { id: "i-1" } } },
			{ kind: "row", row: { row: 2, submission: { id: "i-2" } } },
		]);
	});
});

test.each<[string, string, string]>([
	["an empty step", "i-1,,2000", "1: The cell `step_id` is empty."],
	[
		"a row that is too short",
		"i-1,1",
		"1: It has 2 cells, and the header has 3.",
	],
	[
		"a row that is too long",
		"i-1,1,2000,x",
		"1: It has 4 cells, and the header has 3.",
	],
	[
		"a quote that is not closed",
		'i-1,1,2000\ni-2,1,"secret',
		"2: It does not parse: a quote is not closed. What follows it was not read.",
	],
	[
		"text after a quote",
		'i-1,1,"2000"secret\ni-2,1,2000',
		"1: It does not parse: a closing quote is followed by text. What follows it was not read.",
	],
	[
		"a quote within a cell",
		'i-1,1,20"secret"00',
		"1: It does not parse: a quote is inside a cell that does not begin with one. What follows it was not read.",
	],
])("names %s", async (_, lines, message) => {
	const rows = await read(`instance_id,step_id,option\n${lines}\n`);
	expect(messages(rows)).toEqual([message]);
});

test("bad rows before one that does not parse are named, and what follows is not read", async () => {
	const lines = ["i-1,,2000", "i-2,1,2000", 'i-3,1,20"0"0', "i-4,,2000"];
	const rows = await read(`instance_id,step_id,option\n${lines.join("\n")}`);
	expect(rows.map(({ kind }) => kind)).toEqual(["bad", "row", "bad"]);
	expect(messages(rows)).toEqual([
		"1: The cell `step_id` is empty.",
		expect.stringContaining("3: It does not parse"),
	]);
});

test.each<[string, string]>([
	["", "The file is empty: it needs a header row."],
	["instance_id;step_id;option\n", "separate the columns by commas"],
	["instance_id,option\n", "The header row lacks `step_id`."],
	["instance_id,step_id,option,option\n", "`option` is there twice"],
	["instance_id,step_id,option,coment\n", "`coment`; did you mean `comment`?"],
	["9001,1,Approve\n", "has an unknown column. The columns are company_id,"],
	["[\n{}]", "JSON list"],
	[
		'instance_id,"step_id\n',
		"The header row does not parse: a quote is not closed.",
	],
])("refuses the file %j", async (content, message) => {
	await expect(read(content)).rejects.toThrow(message);
});

test("names a company that is missing in the row and the settings", async () => {
	const rows = await read("instance_id,step_id,option\ni-1,1,2\n", 9, {
		company_id: undefined,
		project_id: undefined,
	});
	expect(messages(rows)).toEqual([
		expect.stringContaining("1: The company is missing"),
	]);
});

test("names a file that cannot be read, and finds those that can", async () => {
	const good = `${import.meta.dirname}/read-rows.ts`;
	const rows = await read(
		`instance_id,step_id,option,files\ni-1,1,2,${good}; ${good}\ni-2,1,2,${good};/nonexistent\n`,
	);
	expect(rows[0]).toMatchObject({ row: { files: [good, good] } });
	expect(messages(rows)).toEqual(["2: File 2 of `files` is a directory."]);
});

test.each<[string, string]>([
	["{secret", "It is not a JSON object on one line."],
	["[]", "It is not a JSON object on one line."],
	['{ "id": "i-1", "option": "x" }', "The key `step` is missing."],
	['{ "id": "i-1", "step": "1" }', "The key `option` is missing."],
	['{ "id": 1, "step": "1", "option": "x" }', "`id` must be a string"],
	[
		'{ "id": "1", "step": "1", "option": "x", "coment": "" }',
		"did you mean `comment`?",
	],
])("of JSON lines it names the line %s", async (line, message) => {
	const good = '{ "id": "i-1", "step": "1", "option": "2000" }';
	const rows = await read(`${good}\r\n${line}\r\n`);
	expect(rows[0]?.kind).toBe("row");
	expect(messages(rows)[0]).toContain(`2: `);
	expect(messages(rows)[0]).toContain(message);
	expect(messages(rows).join()).not.toContain("secret");
});

async function* largeFile(rows: number, bad: readonly number[]) {
	yield Buffer.from(`${header}\n`);
	for (let row = 1; row <= rows; row++)
		yield Buffer.from(
			`4201,77,i-${row},${bad.includes(row) ? "" : "1"},Approve,"${"A comment. ".repeat(20)}",\n`,
		);
}

test("100,000 rows are checked in flat memory, and each bad one is named", async () => {
	const bad = [7, ...Array.from({ length: 60 }, (_, at) => 90_001 + at)];
	let peak = 0;
	let seen = 0;
	async function* watched() {
		for await (const row of readRows(largeFile(100_000, bad), defaults)) {
			if (++seen % 20_000 === 0)
				peak = Math.max(peak, process.memoryUsage().heapUsed);
			yield row;
		}
	}
	const before = process.memoryUsage().heapUsed;
	const checked = await checkRows(watched(), () => null);
	expect(seen).toBe(100_000);
	// The text of the rows is 25 MB.
	expect(peak - before).toBeLessThan(60_000_000);
	if (checked.kind !== "bad") throw new Error("No row was found to be bad.");
	expect(checked.issues).toHaveLength(50);
	expect(checked.issues[0]?.message).toBe(
		"Row 7: The cell `step_id` is empty.",
	);
	expect(checked.issues.at(-1)?.message).toBe("More bad rows: 90049–90060.");
});

test("the same rows in another encoding have the same hash, and others another", async () => {
	const hash = async (content: Buffer): Promise<string | null> => {
		const checked = await checkRows(
			readRows(chunks(content, 100), defaults),
			() => null,
		);
		return checked.kind === "good" ? checked.hash : null;
	};
	const text = "instance_id,step_id,option\ni-1,1,2000\n";
	const first = await hash(Buffer.from(text));
	expect(await hash(Buffer.from(`\uFEFF${text}`, "utf16le"))).toBe(first);
	expect(await hash(Buffer.from(text.replace("2000", "2001")))).not.toBe(first);
});
