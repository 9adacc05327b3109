import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { parseFixture } from "@signoff/core/fixture";
import { expect, test } from "vitest";
import { company } from "../testing/company.ts";
import { temporaryFolder } from "../testing/edge-process.ts";
import { readFixture } from "./read-fixture.ts";

async function fileOf(content: Buffer): Promise<string> {
	const path = join(await temporaryFolder(), "fixture.json");
	await writeFile(path, content);
	return path;
}

const text = JSON.stringify(company());

test.each<[string, Buffer]>([
	["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
	["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
	["UTF-16 without a mark", Buffer.from(text, "utf16le")],
	["big-endian UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
])("a fixture in %s is read", async (_, content) => {
	const { kind, value } = parseFixture(company()) as {
		kind: string;
		value: unknown;
	};
	expect(kind).toBe("parsed");
	expect(await readFixture(await fileOf(content))).toEqual(value);
});

test.each<[string, Buffer, string]>([
	[
		"that is not text",
		Buffer.from('{"token": "secret-tokén"}', "latin1"),
		"The fixture is not text in UTF-8 or UTF-16.",
	],
	[
		"that is not JSON",
		Buffer.from('{"token": secret-token}'),
		"The fixture is not valid JSON.",
	],
	[
		"with a value that is not valid",
		Buffer.from('{"company": {"id": "secret-id", "secret-key": 1}}'),
		"The fixture is not valid.",
	],
])(
	"a fixture %s is refused; neither the error nor its cause repeats it",
	async (_, content, message) => {
		const refused = await readFixture(await fileOf(content)).catch(
			(error: unknown) => error,
		);
		expect(refused).toMatchObject({
			message: expect.stringContaining(message),
		});
		expect(inspect(refused, { depth: 5 })).not.toContain("secret");
	},
);
