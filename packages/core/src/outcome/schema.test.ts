import { describe, expect, test } from "vitest";
import { everyOutcome, onRecord } from "../testing/builders.ts";
import type { Outcome } from "./outcome.ts";
import { outcomeSchema } from "./schema.ts";

const attempt = {
	call: "submit",
	status: 204,
	request_id: "r1",
	duration_ms: 10,
	concluded: "recorded",
};

function accepts(outcome: unknown): boolean {
	return outcomeSchema.safeParse(outcome).success;
}

/** The outcome of a kind with some fields changed. */
function near(kind: Outcome["kind"], part: object): unknown {
	return { ...everyOutcome.find((each) => each.kind === kind), ...part };
}

describe("accepts", () => {
	test.each(everyOutcome)("$kind, without loss", (outcome) => {
		for (const attachments of [
			undefined,
			"same",
			"differ",
			"unknown",
		] as const) {
			const whole = {
				...outcome,
				...(attachments === undefined ? {} : { attachments }),
				attempts: [
					attempt,
					{ ...attempt, call: "read_instance", status: null, request_id: null },
				],
			};
			expect(outcomeSchema.parse(whole)).toStrictEqual(whole);
		}
	});

	test.each([
		"submit",
		"read_instance",
		"read_history",
		"read_me",
		"refresh_token",
	])("an attempt at %s", (call) => {
		const outcome = near("recorded", { attempts: [{ ...attempt, call }] });
		expect(accepts(outcome)).toBe(true);
	});

	test("a cause of an attempt, and of an outcome that may change", () => {
		const attempts = [{ ...attempt, status: null, cause: "timeout" }];
		const cause = { code: "timeout", message: "The server did not answer." };
		expect(outcomeSchema.parse(near("recorded", { attempts }))).toStrictEqual(
			near("recorded", { attempts }),
		);
		for (const kind of ["deferred", "uncertain"] as const)
			expect(outcomeSchema.parse(near(kind, { cause }))).toStrictEqual(
				near(kind, { cause }),
			);
	});

	test("a response on record of which parts are unknown", () => {
		const on_record = {
			option: { id: null, name: "Reject", response_type: null },
			comment: null,
			submitted_at: null,
		};
		expect(accepts(near("conflict", { on_record }))).toBe(true);
		expect(accepts(near("conflict", { differs: [] }))).toBe(true);
	});

	test("paths of names and numbers", () => {
		const issues = [{ code: "x", path: ["a", 0], message: "m" }];
		expect(accepts(near("invalid", { issues }))).toBe(true);
	});
});

describe("refuses", () => {
	const { option } = onRecord;
	const conflicts = (part: object) =>
		near("conflict", { on_record: { ...onRecord, ...part } });

	test.each<[string, unknown]>([
		["nothing", null],
		["a string", "recorded"],
		["an unknown kind", { kind: "done", attempts: [] }],
		["no kind", { attempts: [] }],
		["no attempts", near("recorded", { attempts: undefined })],
		["invalid attempts", near("recorded", { attempts: [{}] })],
		[
			"an unknown call",
			near("recorded", { attempts: [{ ...attempt, call: "x" }] }),
		],
		[
			"a status that is text",
			near("recorded", { attempts: [{ ...attempt, status: "204" }] }),
		],
		[
			"a request id that is a number",
			near("recorded", { attempts: [{ ...attempt, request_id: 1 }] }),
		],
		[
			"a duration that is text",
			near("recorded", { attempts: [{ ...attempt, duration_ms: "1" }] }),
		],
		[
			"a duration that is missing",
			near("recorded", { attempts: [{ ...attempt, duration_ms: undefined }] }),
		],
		[
			"a conclusion that is missing",
			near("recorded", { attempts: [{ ...attempt, concluded: null }] }),
		],
		[
			"an unknown cause of an attempt",
			near("recorded", { attempts: [{ ...attempt, cause: "bad_luck" }] }),
		],
		[
			"an unknown cause",
			near("deferred", { cause: { code: "bad_luck", message: "m" } }),
		],
		[
			"a cause without a sentence",
			near("uncertain", { cause: { code: "timeout" } }),
		],
		["a cause that is text", near("deferred", { cause: "timeout" })],
		["unknown attachments", near("recorded", { attachments: "lost" })],
		["attachments of null", near("recorded", { attachments: null })],
		[
			"a conflict with nothing on record",
			near("conflict", { on_record: null }),
		],
		["a conflict with no option", conflicts({ option: null })],
		[
			"a conflict with an option without a name",
			conflicts({ option: { ...option, name: null } }),
		],
		[
			"a conflict with an option whose id is a number",
			conflicts({ option: { ...option, id: 1 } }),
		],
		[
			"a conflict with an option without an id",
			conflicts({ option: { ...option, id: undefined } }),
		],
		[
			"a conflict with an option without a type",
			conflicts({ option: { ...option, response_type: undefined } }),
		],
		["a conflict with a comment that is a number", conflicts({ comment: 1 })],
		["a conflict without a comment", conflicts({ comment: undefined })],
		["a conflict with a time that is a number", conflicts({ submitted_at: 1 })],
		["a conflict without a time", conflicts({ submitted_at: undefined })],
		[
			"a conflict with an unknown difference",
			near("conflict", { differs: ["x"] }),
		],
		[
			"a conflict without differences",
			near("conflict", { differs: undefined }),
		],
		[
			"superseded without deciders",
			near("superseded", { decided_by: undefined }),
		],
		[
			"superseded by a person without a name",
			near("superseded", { decided_by: [{ id: "1" }] }),
		],
		[
			"superseded by a person without an id",
			near("superseded", { decided_by: [{ name: "1" }] }),
		],
		["invalid without issues", near("invalid", { issues: undefined })],
		[
			"invalid with an issue without a code",
			near("invalid", { issues: [{ path: [], message: "m" }] }),
		],
		[
			"invalid with an issue without a path",
			near("invalid", { issues: [{ code: "x", message: "m" }] }),
		],
		[
			"invalid with an issue without a message",
			near("invalid", { issues: [{ code: "x", path: [] }] }),
		],
		[
			"invalid with a path of other values",
			near("invalid", { issues: [{ code: "x", path: [null], message: "m" }] }),
		],
		["forbidden without a reason", near("forbidden", { reason: undefined })],
		[
			"forbidden with a reason that is text",
			near("forbidden", { reason: "x" }),
		],
		[
			"forbidden with a reason without a code",
			near("forbidden", { reason: { message: "m" } }),
		],
		[
			"forbidden with a reason without a message",
			near("forbidden", { reason: { code: "m" } }),
		],
		["not found without a reason", near("not_found", { reason: undefined })],
		[
			"unauthenticated without a reason",
			near("unauthenticated", { reason: undefined }),
		],
		["deferred for an unknown reason", near("deferred", { reason: "asleep" })],
		["deferred until null", near("deferred", { retry_at: null })],
		[
			"uncertain until an invalid time",
			near("uncertain", { retry_at: "soon" }),
		],
		["deferred until an invalid time", near("deferred", { retry_at: "" })],
		["uncertain without a time", near("uncertain", { retry_at: undefined })],
	])("%s", (_, outcome) => {
		expect(accepts(outcome)).toBe(false);
	});
});
