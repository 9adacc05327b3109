import { expect, test } from "vitest";
import { parseReply } from "./parse-reply.ts";

test.each([
	{ outcome: { kind: "recorded" } },
	{ outcome: { kind: "conflict", differs: ["comment"] } },
	{ reports: "success" },
	{ reports: "unknown" },
	{ unsupported: "no attachments" },
	{ error: "broken" },
])("%j is a reply", (reply) => {
	expect(parseReply(JSON.stringify(reply))).toEqual({
		kind: "parsed",
		value: reply,
	});
});

test.each([
	["", "not JSON"],
	["Listening on port 80", "not JSON"],
	["null", "an object with one of"],
	['"recorded"', "an object with one of"],
	["{}", "an object with one of"],
	['{"reports":"yes"}', "an object with one of"],
	['{"reports":"success","outcome":{"kind":"recorded"}}', "an object with one"],
	['{"outcome":"recorded"}', "an object with one of"],
	['{"outcome":{"kind":"recoded"}}', "did you mean `recorded`?"],
	['{"outcome":{"kind":"\\u001b[31m"}}', "must be one of recorded, unchanged"],
])("%s is no reply", (line, message) => {
	const reply = parseReply(line);
	expect(reply).toMatchObject({
		kind: "invalid",
		issues: [{ message: expect.stringContaining(message) }],
	});
	expect(JSON.stringify(reply)).not.toContain("31m");
});
