const start =
	'{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2000","attachments":{}';

function response(more: string): string {
	return `{"response":{"current_step_occurrence_id":"1","selected_response_option_id":"2000",${more}}}`;
}

const whole = `${start}}}`;

/** Bodies of a submission to an instance that does not exist. */
export const bodies: readonly [name: string, body: string | Buffer][] = [
	...[
		"",
		" ",
		"null",
		"true",
		"0",
		"1e999",
		"-0",
		'""',
		"[]",
		"{}",
		"[[]]",
		'{"response":null}',
		'{"response":[]}',
		'{"response":{}}',
		"nul",
		"NaN",
		"undefined",
		"{]",
		"{,}",
		'{"a":1,}',
		"{'a':1}",
		"{a:1}",
		"01",
		"1.",
		".5",
		"+1",
		'"\u0000"',
		'"\t"',
		'"\\x"',
		'"\\ud800"',
		'"\\uZZZZ"',
		"//c\n{}",
		"{}{}",
		"{} x",
		"\u00a0{}",
		"\ufeff",
		"\ufeff{}",
		"{}\u0000",
		"<x/>",
		"a=b",
	].map((body): [string, string] => [body, body]),
	["complete", whole],
	["with a byte order mark", `\ufeff${whole}`],
	["with two byte order marks", `\ufeff\ufeff${whole}`],
	["with white space", ` \r\n\t${whole}\n`],
	["in UTF-16LE", Buffer.from(whole, "utf16le")],
	[
		"in UTF-16LE with a byte order mark",
		Buffer.from(`\ufeff${whole}`, "utf16le"),
	],
	[
		"in Latin 1",
		Buffer.from(response('"attachments":{},"comment":"é"'), "latin1"),
	],
	...[
		[0xff],
		[0xc0, 0xaf],
		[0xed, 0xa0, 0x80],
		[0xf4, 0x90, 0x80, 0x80],
		[0xe2, 0x82],
	].map((bytes): [string, Buffer] => [
		`bytes ${bytes.join(" ")}`,
		Buffer.concat([
			Buffer.from(`${start},"comment":"`),
			Buffer.from(bytes),
			Buffer.from('"}}'),
		]),
	]),
	["gzip", Buffer.from("1f8b08000000000000ffabae05004306c1bf02000000", "hex")],
	["lone surrogate", response('"attachments":{},"comment":"\\ud800"')],
	["U+0000", response('"attachments":{},"comment":"\\u0000"')],
	["duplicate keys", response('"attachments":{},"comment":"a","comment":"b"')],
	["__proto__", response('"attachments":{"__proto__":{"upload_ids":[1]}}')],
	["constructor", response('"attachments":{},"constructor":{"prototype":{}}')],
	["toJSON", response('"attachments":{},"toJSON":1')],
	["no attachments", response('"comment":"a"')],
	["attachments null", response('"attachments":null')],
	["attachments list", response('"attachments":[]')],
	["ids that are numbers", response('"attachments":{"upload_ids":[1,2,3]}')],
	["ids that are empty", response('"attachments":{"upload_ids":[""]}')],
	["ids nested", response('"attachments":{"upload_ids":[["1"]]}')],
	[
		"130,000 ids that are numbers",
		response(
			`"attachments":{"upload_ids":[${Array.from({ length: 130_000 }, () => 1).join()}]}`,
		),
	],
	[
		"9,000 ids that are numbers",
		response(
			`"attachments":{"upload_ids":[${Array.from({ length: 9_000 }, () => 1).join()}]}`,
		),
	],
	[
		"9,000 ids",
		response(
			`"attachments":{"upload_ids":[${Array.from({ length: 9_000 }, () => '"1"').join()}]}`,
		),
	],
	[
		"31,000 near-miss keys",
		`{"response":{${Array.from({ length: 31_000 }, (_, i) => `"commen${i}":1`).join()}}}`,
	],
	[
		"9,000 near-miss keys",
		`{"response":{${Array.from({ length: 9_000 }, (_, i) => `"coment${i % 10}${i}":1`).join()}}}`,
	],
	["a key of 900 kB", `{"response":{"${"k".repeat(900_000)}":1}}`],
	[
		"an id of 900 kB",
		response(`"attachments":{"upload_ids":["${"1".repeat(900_000)}"]}`),
	],
	[
		"a comment of 900 kB",
		response(`"attachments":{},"comment":"${"c".repeat(900_000)}"`),
	],
	[
		"a comment of 500,000 quotes",
		response(`"attachments":{},"comment":"${'\\"'.repeat(500_000)}"`),
	],
	[
		"a comment of commas",
		response(`"attachments":{},"comment":"${",[{".repeat(300_000)}"`),
	],
	["500,000 brackets", "[".repeat(500_000)],
	["10,000 brackets", "[".repeat(10_000) + "]".repeat(10_000)],
	["10,000 objects", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
	["1 MiB of quotes", '"'.repeat(1_048_576)],
	["1 MiB of spaces", " ".repeat(1_048_576)],
	["1 MiB of digits", "1".repeat(1_048_576)],
	["1 MiB of backslashes", `"${"\\".repeat(1_048_574)}"`],
	["1 MiB and a byte", "x".repeat(1_048_577)],
	["2 MiB", "x".repeat(2_097_152)],
];
