import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryOutcome } from "../testing/arbitrary-outcome.ts";
import { boundIssues, boundText } from "./bounds.ts";
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
	const detail = { reason_code: long, message: long, source: long };

	test("of 20,000 details has 50 issues, and one that counts the others", () => {
		const detail = { reason_code: text, message: text, source: text };
		const details = Array.from({ length: 20_000 }, () => detail);
		const issues = issuesFromErrorBody({ error: { details } });
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
		const { outcome } = refusalFromResponse({
			status: 422,
			headers: {},
			data: { error: { details } },
		});
		expect(outcome).toMatchObject({ kind: "invalid", issues });
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
			const issues = issuesFromErrorBody({
				error: { details: [null, {}, ...details, { message: "m" }] },
			});
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

test("issues that were bounded stay as they are", () => {
	const issues = Array.from({ length: 70 }, (_, index) => ({
		code: `c${index}`,
		path: [],
		message: "m",
	}));
	const bounded = boundIssues(issues);
	expect(bounded.at(-1)?.message).toBe("And 20 more.");
	expect(boundIssues(bounded)).toEqual(bounded);
});

describe("an embedded outcome", () => {
	const attempt = {
		call: "submit",
		status: 422,
		request_id: long,
		duration_ms: 1,
		concluded: long,
	};

	function read(status: number, outcome: unknown): Outcome | null {
		return outcomeFromHttp({ status, headers: {}, data: { outcome } });
	}

	test("is cut if a server sends too much", () => {
		const path = Array.from({ length: 5_000 }, () => text);
		const issues = Array.from({ length: 20_000 }, () => ({
			code: text,
			path,
			message: text,
		}));
		const invalid = read(422, { kind: "invalid", issues, attempts: [] });
		if (invalid?.kind !== "invalid") throw new Error("It is not `invalid`.");
		expect(invalid.issues).toHaveLength(51);
		expect(invalid.issues[0]).toEqual({
			code: "x".repeat(100),
			path: Array.from({ length: 10 }, () => "x".repeat(100)),
			message: "x".repeat(300),
		});
		expect(invalid.issues[50]?.message).toBe("And 19950 more.");
		const forbidden = {
			kind: "forbidden",
			reason: { code: long, message: long },
		};
		expect(read(403, { ...forbidden, attempts: [] })).toEqual({
			kind: "forbidden",
			reason: { code: "x".repeat(100), message: "x".repeat(300) },
			attempts: [],
		});
	});

	test("has a bounded record, and bounded people and attempts", () => {
		const option = { id: long, name: long, response_type: long };
		const attempts = Array.from({ length: 10_000 }, () => attempt);
		expect(
			read(422, {
				kind: "conflict",
				on_record: { option, comment: long, submitted_at: long },
				differs: ["comment"],
				attempts,
			}),
		).toEqual({
			kind: "conflict",
			on_record: {
				option: {
					id: "x".repeat(100),
					name: "x".repeat(300),
					response_type: "x".repeat(100),
				},
				comment: "x".repeat(65_536),
				submitted_at: "x".repeat(100),
			},
			differs: ["comment"],
			attempts: Array.from({ length: 100 }, () => ({
				...attempt,
				request_id: "x".repeat(100),
				concluded: "x".repeat(300),
			})),
		});
		const decided_by = Array.from({ length: 10_000 }, () => ({
			id: long,
			name: long,
		}));
		const superseded = read(422, { kind: "superseded", decided_by, attempts });
		expect(superseded).toMatchObject({ kind: "superseded" });
		expect(JSON.stringify(superseded).length).toBeLessThan(maxJsonLength);
	});

	test.each<[string, unknown]>([
		["text", "none"],
		["an object", { length: 1e9 }],
		["nothing", undefined],
		["other values", [null]],
		["incomplete", [{ call: "submit" }]],
		["of another type", [{ ...attempt, status: "422" }]],
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
				const { outcome } = refusalFromResponse({ status, headers: {}, data });
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
			if (outcome === null) throw new Error("It is an outcome.");
			seen.add(outcome.kind);
			expectShort(outcome);
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
