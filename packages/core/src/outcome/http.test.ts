import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { arbitraryOutcome } from "../testing/arbitrary-outcome.ts";
import { everyOutcome } from "../testing/builders.ts";
import { describe } from "./describe.ts";
import {
	httpStatusesOf,
	httpStatusOf,
	outcomeFromHttp,
	outcomeToHttp,
} from "./http.ts";
import { type Outcome, outcomeKinds } from "./outcome.ts";
import { problemBody } from "./problem-details.ts";

const now = Date.parse("2026-05-01T09:59:50.500Z");
const retry = { "Retry-After": "10" };

test.each<[Outcome["kind"], number[]]>([
	["recorded", [204]],
	["unchanged", [204]],
	["accepted", [204]],
	["conflict", [422]],
	["superseded", [422, 422]],
	["invalid", [400, 422]],
	["unauthenticated", [401]],
	["forbidden", [403]],
	["not_found", [404]],
	["deferred", [429, 503, 503]],
	["uncertain", [504]],
])("%s is answered with %j", (kind, statuses) => {
	const found = everyOutcome.filter((each) => each.kind === kind);
	expect(found.map(httpStatusOf)).toEqual(statuses);
});

test.each([
	[["malformed"], 400],
	[["body_too_large"], 413],
	[["unsupported_media_type"], 415],
	[["unknown_step"], 422],
	[["option_not_offered", "malformed"], 422],
	[["malformed", "option_not_offered"], 400],
	[["toString"], 422],
	[[], 422],
])("`invalid` by its first issue: %j is %i", (codes, status) => {
	const issues = codes.map((code) => ({ code, path: [], message: "m" }));
	expect(httpStatusOf({ kind: "invalid", issues, attempts: [] })).toBe(status);
});

test.each(outcomeKinds)("every status of %s is that of an outcome", (kind) => {
	const found = [
		...everyOutcome,
		...["body_too_large", "unsupported_media_type"].map(
			(code): Outcome => ({
				kind: "invalid",
				issues: [{ code, path: [], message: "m" }],
				attempts: [],
			}),
		),
	].filter((each) => each.kind === kind);
	const statuses = [...new Set(found.map(httpStatusOf))];
	expect(httpStatusesOf(kind)).toEqual(statuses.sort((a, b) => a - b));
});

group("headers", () => {
	test.each<[Outcome["kind"], Record<string, string>]>([
		["recorded", { "Idempotency-Replayed": "false" }],
		["unchanged", { "Idempotency-Replayed": "true" }],
		["accepted", {}],
		["conflict", {}],
		["superseded", {}],
		["invalid", {}],
		["unauthenticated", { "WWW-Authenticate": "Bearer" }],
		["forbidden", {}],
		["not_found", {}],
		["deferred", retry],
		["uncertain", retry],
	])("of %s", (kind, headers) => {
		for (const outcome of everyOutcome.filter((each) => each.kind === kind))
			expect(outcomeToHttp(outcome, now).headers).toEqual(headers);
	});

	test.each([
		[10_000, "10"],
		[10_001, "11"],
		[1, "1"],
		[0, "1"],
		[-60_000, "1"],
	])("a wait of %i ms is a Retry-After of %s", (ms, seconds) => {
		const retry_at = new Date(now + ms).toISOString();
		const { headers } = outcomeToHttp(
			{ kind: "uncertain", retry_at, attempts: [] },
			now,
		);
		expect(headers["Retry-After"]).toBe(seconds);
	});
});

group("the body", () => {
	test("is absent for a response on record", () => {
		for (const outcome of everyOutcome.slice(0, 3))
			expect(outcomeToHttp(outcome, now).body).toBeNull();
	});

	test.each(everyOutcome.slice(3))(
		"of $kind has the problem, the error and the outcome",
		(outcome) => {
			const { status, body } = outcomeToHttp(outcome, now);
			const { sentence } = describe(outcome);
			expect(body).toMatchObject({
				type: `urn:signoff:outcome:${outcome.kind}`,
				status,
				detail: sentence,
				error: { message: sentence },
				outcome,
			});
		},
	);

	test("of `invalid`, complete", () => {
		const outcome: Outcome = {
			kind: "invalid",
			issues: [
				{ code: "malformed", path: ["response", "comment", 0], message: "A." },
				{ code: "malformed", path: [], message: "B." },
			],
			attempts: [],
		};
		expect(outcomeToHttp(outcome, now).body).toStrictEqual({
			type: "urn:signoff:outcome:invalid",
			title: "Bad request",
			status: 400,
			detail: "Nothing was recorded, since the request is not valid: A. B.",
			error: {
				code: "BAD_REQUEST",
				message: "Nothing was recorded, since the request is not valid: A. B.",
				details: [
					{
						reason_code: "MALFORMED",
						message: "A.",
						source: "response.comment.0",
					},
					{ reason_code: "MALFORMED", message: "B.", source: null },
				],
			},
			outcome,
		});
	});

	test("details have the server's reason, else the kind", () => {
		const details = (outcome: Outcome) =>
			outcomeToHttp(outcome, now).body?.error.details;
		const reason = { code: "NOT_AN_ASSIGNEE", message: "No." };
		expect(details({ kind: "forbidden", reason, attempts: [] })).toEqual([
			{ reason_code: "NOT_AN_ASSIGNEE", message: "No.", source: null },
		]);
		const missing: Outcome = { kind: "not_found", reason: null, attempts: [] };
		expect(details(missing)).toEqual([
			{
				reason_code: "NOT_FOUND",
				message: describe(missing).sentence,
				source: null,
			},
		]);
		const deferred: Outcome = {
			kind: "deferred",
			reason: "unavailable",
			retry_at: "2026-05-01T10:00:00.000Z",
			attempts: [],
		};
		expect(details(deferred)).toEqual([
			{
				reason_code: "DEFERRED",
				message: describe(deferred).sentence,
				source: null,
			},
		]);
	});
});

group("a problem without an outcome", () => {
	test.each([
		[400, "BAD_REQUEST", "Bad request"],
		[401, "UNAUTHORIZED", "Unauthorized"],
		[403, "FORBIDDEN", "Forbidden"],
		[404, "NOT_FOUND", "Not found"],
		[405, "METHOD_NOT_ALLOWED", "Method not allowed"],
		[408, "REQUEST_TIMEOUT", "Request timeout"],
		[413, "CONTENT_TOO_LARGE", "Content too large"],
		[415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type"],
		[421, "MISDIRECTED_REQUEST", "Misdirected request"],
		[422, "UNPROCESSABLE_ENTITY", "Unprocessable entity"],
		[429, "TOO_MANY_REQUESTS", "Too many requests"],
		[431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "Request header fields too large"],
		[500, "INTERNAL_SERVER_ERROR", "Internal server error"],
		[503, "SERVICE_UNAVAILABLE", "Service unavailable"],
		[504, "GATEWAY_TIMEOUT", "Gateway timeout"],
		[418, "ERROR", "Error"],
	])("%i", (status, code, title) => {
		expect(problemBody(status, "Words.")).toStrictEqual({
			type: "about:blank",
			title,
			status,
			detail: "Words.",
			error: { code, message: "Words.", details: [] },
		});
	});

	test("keeps the given details", () => {
		const details = [{ reason_code: "A", message: "m", source: "x" }];
		expect(problemBody(400, "Words.", details).error.details).toEqual(details);
	});
});

/** The reply as received by a client: header names in lower case, the body parsed from JSON. */
function arrived(outcome: Outcome) {
	const { status, headers, body } = outcomeToHttp(outcome, now);
	const data: unknown = JSON.parse(JSON.stringify(body));
	const lower = Object.entries(headers).map(([name, value]) => [
		name.toLowerCase(),
		value,
	]);
	return { status, headers: Object.fromEntries(lower), data };
}

group("read back", () => {
	test("any outcome is parsed back unchanged; on record, only its kind", () => {
		const seen = new Set<string>();
		fc.assert(
			fc.property(arbitraryOutcome, (outcome) => {
				seen.add(outcome.kind);
				const reply = arrived(outcome);
				const expected =
					reply.status === 204 ? { kind: outcome.kind, attempts: [] } : outcome;
				expect(outcomeFromHttp(reply)).toStrictEqual(expected);
			}),
			{ numRuns: 500 },
		);
		expect([...seen].sort()).toEqual([...outcomeKinds].sort());
	});

	test("an outcome that does not match its status is ignored", () => {
		fc.assert(
			fc.property(
				arbitraryOutcome,
				fc.constantFrom(
					200,
					400,
					401,
					403,
					404,
					413,
					415,
					422,
					429,
					500,
					503,
					504,
				),
				(outcome, status) => {
					const read = outcomeFromHttp({
						status,
						headers: {},
						data: { outcome },
					});
					expect(read).toEqual(
						status === httpStatusOf(outcome) ? outcome : null,
					);
				},
			),
		);
	});

	test.each([
		[null],
		[undefined],
		["text"],
		[{}],
		[[]],
		[{ outcome: null }],
		[{ outcome: { kind: "conflict", attempts: [] } }],
		[{ error: { code: "X", message: "m" } }],
	])("%j holds no outcome", (data) => {
		expect(outcomeFromHttp({ status: 422, headers: {}, data })).toBeNull();
	});

	test.each([
		[{}, "accepted"],
		[{ "idempotency-replayed": "false" }, "recorded"],
		[{ "idempotency-replayed": "true" }, "unchanged"],
		[{ "idempotency-replayed": "" }, "accepted"],
		[{ "idempotency-replayed": "TRUE" }, "accepted"],
		[{ "idempotency-replayed": "toString" }, "accepted"],
	])("a 204 with %j is %s", (headers, kind) => {
		expect(outcomeFromHttp({ status: 204, headers, data: null })).toEqual({
			kind,
			attempts: [],
		});
	});

	test("only 204 means on record", () => {
		const outcome = { kind: "recorded", attempts: [] };
		expect(
			outcomeFromHttp({ status: 200, headers: {}, data: { outcome } }),
		).toBeNull();
		expect(
			outcomeFromHttp({ status: 200, headers: {}, data: null }),
		).toBeNull();
	});
});

group("a body of at most 64 kB", () => {
	const option = { id: "1", name: "n".repeat(100_000), response_type: null };
	const size = (outcome: Outcome) =>
		encodeURIComponent(
			JSON.stringify(outcomeToHttp(outcome, now).body),
		).replaceAll(/%../g, "x").length;

	test.each([
		["in ASCII", "x", 8_192],
		["of control characters", "\u0001", 1_365],
		["of spaces", " ", 8_192],
		["of quotes", '"', 4_096],
		["of backslashes", "\\", 4_096],
		["of the first characters of two bytes", "\u0080", 4_096],
		["of the first characters of three bytes", "\u0800", 2_730],
		["of the first characters of four bytes", "\u{10000}", 4_096],
		["in Hebrew", "א", 4_096],
		["in Chinese", "字", 2_730],
		["of emoji", "😀", 4_096],
	])("a long comment %s is cut and marked", (_, character, length) => {
		const comment = character.repeat(200_000);
		const outcome: Outcome = {
			kind: "conflict",
			on_record: { option, comment, submitted_at: null },
			differs: ["comment"],
			attempts: [],
		};
		const { body } = outcomeToHttp(outcome, now);
		expect(body?.outcome).toMatchObject({
			on_record: { comment: comment.slice(0, length), comment_truncated: true },
		});
		expect(size(outcome)).toBeLessThan(65_536);
		const received = outcomeFromHttp({ status: 422, headers: {}, data: body });
		expect(received).toEqual(body?.outcome);
	});

	test("a comment of 8 kB is complete", () => {
		const comment = "x".repeat(8_192);
		const onRecord = { option, comment, submitted_at: null };
		const { body } = outcomeToHttp(
			{ kind: "conflict", on_record: onRecord, differs: [], attempts: [] },
			now,
		);
		expect(JSON.stringify(body)).not.toContain("comment_truncated");
		expect(JSON.stringify(body)).toContain(comment);
	});

	test("many people with long names are cut", () => {
		const name = "字".repeat(10_000);
		const decided_by = Array.from({ length: 1_000 }, (_, i) => ({
			id: String(i),
			name,
		}));
		const outcome: Outcome = { kind: "superseded", decided_by, attempts: [] };
		expect(size(outcome)).toBeLessThan(65_536);
	});
});
