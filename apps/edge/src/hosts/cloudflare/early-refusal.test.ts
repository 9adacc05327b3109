import { expect, test } from "vitest";
import { company, prefixes } from "../../testing/company.ts";
import { sendRaw } from "../../testing/raw/send-raw.ts";
import { publishedWorker } from "../../testing/workerd/harness.ts";

const edge = publishedWorker({
	SIGNOFF_UPSTREAM: "embedded",
	SIGNOFF_FIXTURE: JSON.stringify(company()),
});

/** The beginning of a request whose body never arrives. */
function unfinished(token: string, length: number, named = "4201"): Buffer {
	const path = prefixes.project.replace("4201", named);
	return Buffer.from(
		[
			`POST ${path}/instances/9201/responses HTTP/1.1`,
			"Host: localhost",
			`Authorization: Bearer ${token}`,
			`Procore-Company-Id: ${named}`,
			"Content-Type: application/json",
			`Content-Length: ${length}`,
			"",
			'{"response":',
		].join("\r\n"),
	);
}

test.each([
	["an unknown token", "unknown", 900_000, "4201", 401],
	["an unknown token of an unknown company", "unknown", 900_000, "9999", 401],
	["a declared length of 2 MiB", "ada-token", 2_097_152, "4201", 413],
	[
		"a declared length of 2 MiB for another company",
		"ada-token",
		2_097_152,
		"9999",
		413,
	],
])(
	"%s is refused before the body has arrived",
	async (_, token, length, named, status) => {
		const reply = await sendRaw(
			await edge.url(),
			unfinished(token, length, named),
		);
		expect(reply?.status).toBe(status);
	},
);

test("many unfinished uploads with an unknown token are all refused", async () => {
	const url = await edge.url();
	const replies = await Promise.all(
		Array.from({ length: 200 }, () =>
			sendRaw(url, unfinished("unknown", 900_000)),
		),
	);
	expect(new Set(replies.map((reply) => reply?.status))).toEqual(
		new Set([401]),
	);
});
