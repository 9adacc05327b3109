import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOutcome } from "../testing/arbitrary-outcome.ts";
import type { Issue } from "../validation/issue.ts";
import { boundText } from "./bounds.ts";
import { issuesFromErrorBody, reasonFromErrorBody } from "./error-body.ts";
import { httpStatusOf, outcomeFromHttp } from "./http.ts";
import { type Outcome, outcomes } from "./outcome.ts";
import { embeddedOutcome, refusalFromResponse } from "./response.ts";

const megabyte = 1_000_000;
const long = "x".repeat(megabyte);
/** For long lists of them. */
const text = "x".repeat(1_000);

/** What an outcome may take as JSON, if it has no comment: each UTF-16 unit is at most six characters there. */
const maxJsonLength = 500_000;

/** Nested so deep that a recursive function overflows the stack. */
function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
	let value: unknown = "inside";
	for (let level = 0; level < depth; level++) value = wrap(value);
	return value;
}

describe("an error body", () => {
	function issuesOfRefusal(details: unknown): Issue[] {
		const data = { error: { details } };
		const outcome = refusalFromResponse({ status: 422, headers: {}, data });
		return outcome.kind === "invalid" ? outcome.issues : [];
	}

	const detail = { reason_code: long, message: long, source: long };

	test("of 20,000 details has 50 issues, and one that counts the others", () => {
		const detail = { reason_code: text, message: text, source: text };
		const details = Array.from({ length: 20_000 }, () => detail);
		const issues = issuesOfRefusal(details);
		expect(issues).toHaveLength(51);
		expect(issues.slice(0, 50)).toEqual(
			Array.from({ length: 50 }, () => ({
				code: "x".repeat(100),
				path: ["x".repeat(100)],
				message: "x".repeat(300),
			})),
		);
		const more = {
			code: "more_issues",
			path: [],
			message: "And 19950 more.",
		};
		expect(issues.at(-1)).toEqual(more);
	});

	test.each([
		[49, 49],
		[50, 50],
		[51, 51],
		[52, 51],
	])(
		"of %i details has %i issues; those without a code do not count",
		(count, expected) => {
			const details = Array.from({ length: count }, (_, index) => ({
				reason_code: `C${index}`,
			}));
			const issues = issuesOfRefusal([null, {}, ...details, { message: "m" }]);
			expect(issues).toHaveLength(expected);
			expect(issues[49]?.code).toBe(count > 49 ? "c49" : undefined);
			expect(issues[50]?.message).toBe(
				count > 50 ? `And ${count - 50} more.` : undefined,
			);
		},
	);

	test("has a path of at most ten keys", () => {
		const source = Array.from({ length: 12 }, (_, index) => index).join(".");
		const error = { details: [{ ...detail, source }] };
		expect(issuesFromErrorBody({ error })[0]?.path).toEqual(
			Array.from({ length: 10 }, (_, index) => String(index)),
		);
		error.details = [{ ...detail, source: ".".repeat(megabyte) }];
		expect(issuesFromErrorBody({ error })[0]?.path).toHaveLength(10);
	});

	test("has a code that stays short in lower case", () => {
		const details = [{ reason_code: "\u0130".repeat(200) }];
		expect(issuesFromErrorBody({ error: { details } })[0]?.code).toHaveLength(
			100,
		);
	});

	test.each<[string, unknown]>([
		["v2", { error: { code: long, message: long } }],
		["v2 with details", { error: { details: [detail] } }],
		["OAuth", { error: long, error_description: long }],
		["v1", { code: long, message: long }],
	])("in the shape of %s has a short code and message", (_, body) => {
		expect(reasonFromErrorBody(body)).toEqual({
			code: "x".repeat(100),
			message: "x".repeat(300),
		});
	});

	test("has the first sentences of a huge list of errors", () => {
		const errors = Array.from({ length: megabyte }, (_, index) => `${index}`);
		const message = reasonFromErrorBody({ errors })?.message;
		expect(message).toHaveLength(300);
		expect(message).toMatch(/^0; 1; 2; 3; /);
		const unread = Array.from({ length: megabyte }, () => null);
		expect(reasonFromErrorBody({ errors: [unread, "late"] })).toBeNull();
		expect(reasonFromErrorBody({ errors: ["first", unread] })?.message).toBe(
			"first",
		);
	});

	test.each<[string, (inner: unknown) => unknown]>([
		["lists", (inner) => [inner]],
		["objects", (inner) => ({ inner })],
	])("of deeply nested %s does not overflow the stack", (_, wrap) => {
		const errors = nested(100_000, wrap);
		expect(reasonFromErrorBody({ errors })).toBeNull();
		expect(reasonFromErrorBody({ errors: ["outside", errors] })?.message).toBe(
			"outside",
		);
		expect(reasonFromErrorBody({ errors: nested(900, wrap) })?.message).toBe(
			"inside",
		);
	});
});

test("a text is never cut within a character", () => {
	expect(boundText("ab😀", 3)).toBe("ab");
	expect(boundText("ab😀", 4)).toBe("ab😀");
	expect(boundText("a😀b", 3)).toBe("a😀");
	fc.assert(
		fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, length) => {
			const bound = boundText(text, length);
			expect(bound.length).toBeLessThanOrEqual(length);
			expect(text.startsWith(bound)).toBe(true);
			expect(bound.isWellFormed()).toBe(true);
		}),
	);
});

describe("an embedded outcome", () => {
	const attempt = {
		call: "submit",
		status: 422,
		request_id: long,
		duration_ms: 1,
		concluded: long,
	};
	const short = { ...attempt, request_id: null, concluded: "refused" };

	function read(status: number, outcome: unknown): Outcome | null {
		return outcomeFromHttp({ status, headers: {}, data: { outcome } });
	}

	test("is none if it is too long", () => {
		const issues = Array.from({ length: 20_000 }, () => ({
			code: text,
			path: [text],
			message: text,
		}));
		const reason = { code: "X", message: long };
		const option = { id: "1", name: "Approve", response_type: null };
		const on_record = { option, comment: long, submitted_at: null };
		const decided_by = Array.from({ length: 10_000 }, () => ({
			id: "1",
			name: text,
		}));
		const attempts: unknown[] = [];
		for (const outcome of [
			{ kind: "invalid", issues, attempts },
			{ kind: "invalid", issues: [{ code: long, path: [], message: "" }] },
			{ kind: "conflict", on_record, differs: ["comment"], attempts },
			{ kind: "superseded", decided_by, attempts },
		])
			expect(read(422, outcome)).toBeNull();
		expect(read(403, { kind: "forbidden", reason, attempts })).toBeNull();
	});

	test("is read up to 64 kB, and without fields that are not known", () => {
		const read403 = (length: number, fields = {}): unknown => {
			const reason = { code: "", message: "x".repeat(length) };
			const outcome = { kind: "forbidden", reason, attempts: [] };
			return read(403, { ...outcome, ...fields });
		};
		const frame = JSON.stringify({
			kind: "forbidden",
			reason: { code: "", message: "" },
			attempts: [],
		}).length;
		const most = 65_536 - frame;
		expect(read403(most)).not.toBeNull();
		expect(read403(most + 1)).toBeNull();
		expect(read403(most, { long })).toEqual(read403(most));
	});

	test.each<[string, unknown]>([
		["text", "none"],
		["an object", { length: 1e9 }],
		["nothing", undefined],
		["other values", [null]],
		["incomplete", [{ call: "submit" }]],
		["of another type", [{ ...attempt, status: "422" }]],
		["too long", [attempt]],
		["too many", Array.from({ length: 10_000 }, () => short)],
	])("is believed without its attempts if they are %s", (_, attempts) => {
		expect(read(404, { kind: "not_found", reason: null, attempts })).toEqual({
			kind: "not_found",
			reason: null,
			attempts: [],
		});
	});

	test("is used without its attempts", () => {
		const data = {
			outcome: { kind: "not_found", reason: null, attempts: [attempt] },
		};
		expect(embeddedOutcome({ status: 404, headers: {}, data })).toEqual(
			outcomes.refused("not_found", null),
		);
		expect(embeddedOutcome({ status: 403, headers: {}, data })).toBeNull();
		expect(embeddedOutcome({ status: 200, headers: {}, data })).toBeNull();
	});

	test.each<[string, (inner: unknown) => unknown]>([
		["lists", (inner) => [inner]],
		["objects", (inner) => ({ inner, outcome: inner, issues: inner })],
	])("of deeply nested %s is none", (_, wrap) => {
		for (const key of ["issues", "reason", "attempts", "on_record"])
			expect(
				read(422, { kind: "invalid", [key]: nested(20_000, wrap) }),
			).toBeNull();
	});

	test("is itself again after another round trip", () => {
		fc.assert(
			fc.property(hostileOutcome, ({ status, data }) => {
				const once = outcomeFromHttp({ status, headers: {}, data });
				const again = outcomeFromHttp({
					status,
					headers: {},
					data: { outcome: JSON.parse(JSON.stringify(once)) },
				});
				expect(again).toEqual(once);
			}),
		);
	});
});

const hugeText = fc
	.tuple(
		fc.string({ unit: "binary", maxLength: 4 }),
		fc.constantFrom(0, 1, 99, 100, 101, 301, 70_000),
	)
	.map(([text, times]) => text.repeat(times));

const hugeList = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
	fc
		.tuple(fc.array(item, { maxLength: 3 }), fc.constantFrom(1, 49, 51, 120))
		.map(([list, times]) => Array.from({ length: times }, () => list).flat());

/** Any outcome, with texts and lists that are far too long. */
const hostileOutcome = fc
	.tuple(arbitraryOutcome, hugeText, fc.constantFrom(1, 49, 50, 51, 120))
	.map(([outcome, text, times]) => ({
		status: httpStatusOf(outcome),
		data: { outcome: blownUp(outcome, text, times) },
	}));

/** Appends the text to each free text, and repeats each list. */
function blownUp(
	value: unknown,
	text: string,
	times: number,
	key = "",
): unknown {
	if (Array.isArray(value))
		return Array.from({ length: times }, () => value)
			.flat()
			.map((each) => blownUp(each, text, times));
	if (typeof value === "object" && value !== null)
		return Object.fromEntries(
			Object.entries(value).map(([name, each]) => [
				name,
				blownUp(each, text, times, name),
			]),
		);
	const isFree = ["id", "name", "message", "comment", "concluded"].includes(
		key,
	);
	return typeof value === "string" && isFree ? value + text : value;
}

const hostileDetails = hugeList(
	fc.oneof(
		fc.record(
			{ reason_code: hugeText, message: hugeText, source: hugeText },
			{ requiredKeys: [] },
		),
		fc.jsonValue(),
	),
);

test("whatever a server sends with a refusal, the outcome is small, and its codes and messages are short", () => {
	const body = fc.oneof(
		hostileDetails.map((details) => ({ error: { code: "X", details } })),
		fc.record({ error: hugeText, error_description: hugeText }),
		fc.record({ code: hugeText, message: hugeText }),
		fc.record({ errors: hugeList(fc.oneof(hugeText, fc.jsonValue())) }),
		fc.jsonValue({ maxDepth: 8 }),
	);
	fc.assert(
		fc.property(
			fc.constantFrom(400, 401, 403, 404, 405, 409, 413, 422, 451),
			body,
			(status, data) => {
				const outcome = refusalFromResponse({ status, headers: {}, data });
				expect(JSON.stringify(outcome).length).toBeLessThan(maxJsonLength);
				expectShort(outcome);
			},
		),
		{ numRuns: 100 },
	);
});

test("whatever outcome a server embeds, what is believed of it is small", () => {
	const seen = new Set<string>();
	fc.assert(
		fc.property(hostileOutcome, (response) => {
			if (response.status === 204) return;
			const outcome = embeddedOutcome({ ...response, headers: {} });
			if (outcome === null) return;
			seen.add(outcome.kind);
			expect(JSON.stringify(outcome).length).toBeLessThan(maxJsonLength);
			expect(outcome.attempts).toEqual([]);
		}),
		{ numRuns: 100 },
	);
	expect(seen.size).toBe(8);
});

function expectShort(outcome: Outcome): void {
	if (outcome.kind === "invalid") {
		expect(outcome.issues.length).toBeLessThanOrEqual(51);
		for (const { code, path, message } of outcome.issues) {
			expect(code.length).toBeLessThanOrEqual(100);
			expect(message.length).toBeLessThanOrEqual(300);
			expect(path.length).toBeLessThanOrEqual(10);
			for (const key of path)
				expect(String(key).length).toBeLessThanOrEqual(100);
		}
	}
	if ("reason" in outcome && typeof outcome.reason === "object") {
		expect(outcome.reason?.code.length ?? 0).toBeLessThanOrEqual(100);
		expect(outcome.reason?.message.length ?? 0).toBeLessThanOrEqual(300);
	}
	expect(JSON.stringify(outcome).length).toBeLessThan(maxJsonLength);
}
