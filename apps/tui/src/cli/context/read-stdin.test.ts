import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readSubmission } from "./read-stdin.ts";

const submission = {
	company_id: "4201",
	id: "9001",
	response: {
		current_step_occurrence_id: "1",
		selected_response_option_id: "2000",
		comment: "Zoë",
	},
};
const text = JSON.stringify(submission);
const never = new AbortController().signal;

test.each<[string, Buffer]>([
	["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
	["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
	["UTF-16 without a mark", Buffer.from(text, "utf16le")],
	["big-endian UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
])("a submission in %s is read, in chunks of any size", async (_, bytes) => {
	const chunks = [
		bytes.subarray(0, 1),
		bytes.subarray(1, 4),
		bytes.subarray(4),
	];
	expect(await readSubmission(Readable.from(chunks), never)).toMatchObject({
		kind: "parsed",
		value: submission,
	});
});

test.each<[string, Buffer, string]>([
	[
		"that is not text",
		Buffer.from('"secret é"', "latin1"),
		"Standard input is not text in UTF-8 or UTF-16.",
	],
	[
		"that is not JSON",
		Buffer.from("\uFEFFsecret", "utf16le"),
		"Standard input is not valid JSON.",
	],
])("input %s is refused, and not repeated", async (_, bytes, message) => {
	const refused = await readSubmission(Readable.from([bytes]), never);
	expect(refused).toMatchObject({ kind: "invalid", issues: [{ message }] });
	expect(JSON.stringify(refused)).not.toContain("secret");
});
