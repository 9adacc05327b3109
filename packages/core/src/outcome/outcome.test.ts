import { describe, expect, expectTypeOf, test } from "vitest";
import { everyOutcome, onRecord } from "../testing/builders.ts";
import {
	type Attempt,
	matchOutcome,
	type Outcome,
	type OutcomeKind,
	type OutcomeOf,
	type OutcomeTable,
	outcomeKinds,
	outcomes,
} from "./outcome.ts";

const at = Date.parse("2026-05-01T10:00:00Z");
const attempt: Attempt = {
	call: "submit",
	status: 204,
	request_id: "r1",
	duration_ms: 10,
	concluded: "recorded",
};

describe("the constructors", () => {
	test.each<[Outcome, Outcome]>([
		...(["recorded", "unchanged", "accepted"] as const).map(
			(kind): [Outcome, Outcome] => [
				outcomes.onRecord(kind),
				{ kind, attempts: [] },
			],
		),
		[
			outcomes.conflict(onRecord, ["comment"]),
			{
				kind: "conflict",
				on_record: onRecord,
				differs: ["comment"],
				attempts: [],
			},
		],
		[
			outcomes.superseded([{ id: "1", name: "A" }]),
			{
				kind: "superseded",
				decided_by: [{ id: "1", name: "A" }],
				attempts: [],
			},
		],
		[
			outcomes.invalid([{ code: "x", path: ["a", 0], message: "m" }]),
			{
				kind: "invalid",
				issues: [{ code: "x", path: ["a", 0], message: "m" }],
				attempts: [],
			},
		],
		...(["unauthenticated", "forbidden", "not_found"] as const).map(
			(kind): [Outcome, Outcome] => [
				outcomes.refused(kind, { code: "X", message: "m" }),
				{ kind, reason: { code: "X", message: "m" }, attempts: [] },
			],
		),
		[
			outcomes.deferred("unavailable", at),
			{
				kind: "deferred",
				reason: "unavailable",
				retry_at: "2026-05-01T10:00:00.000Z",
				attempts: [],
			},
		],
		[
			outcomes.uncertain(at),
			{
				kind: "uncertain",
				retry_at: "2026-05-01T10:00:00.000Z",
				attempts: [],
			},
		],
	])("%j", (made, expected) => {
		expect(made).toStrictEqual(expected);
		expect(JSON.parse(JSON.stringify(made))).toStrictEqual(made);
	});

	const issues = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			code: "x",
			path: [index],
			message: "m",
		}));

	test.each([0, 1, 49, 50])("invalid keeps %i issues", (count) => {
		expect(outcomes.invalid(issues(count))).toEqual({
			kind: "invalid",
			issues: issues(count),
			attempts: [],
		});
	});

	test.each([
		[51, "And 1 more."],
		[20_000, "And 19950 more."],
	])("invalid keeps 50 of %i issues: %s", (count, message) => {
		expect(outcomes.invalid(issues(count))).toEqual({
			kind: "invalid",
			issues: [...issues(50), { code: "more_issues", path: [], message }],
			attempts: [],
		});
	});

	test.each([
		[8.64e15, "+275760-09-13T00:00:00.000Z"],
		[8.64e15 + 1, "+275760-09-13T00:00:00.000Z"],
		[1e300, "+275760-09-13T00:00:00.000Z"],
		[Number.POSITIVE_INFINITY, "+275760-09-13T00:00:00.000Z"],
		[at + 0.25, "2026-05-01T10:00:00.000Z"],
	])("a moment of %d is a date: %s", (moment, retry_at) => {
		expect(outcomes.uncertain(moment)).toMatchObject({ retry_at });
		expect(outcomes.deferred("unavailable", moment)).toMatchObject({
			retry_at,
		});
	});

	test("withAttempts returns a copy", () => {
		const before = Object.freeze(outcomes.uncertain(at));
		expect(outcomes.withAttempts(before, [attempt])).toEqual({
			...before,
			attempts: [attempt],
		});
	});
});

test("every kind is listed once", () => {
	expect(outcomeKinds).toEqual([
		"recorded",
		"unchanged",
		"accepted",
		"conflict",
		"superseded",
		"invalid",
		"unauthenticated",
		"forbidden",
		"not_found",
		"deferred",
		"uncertain",
	]);
	const shown = new Set(everyOutcome.map(({ kind }) => kind));
	expect([...shown].sort()).toEqual([...outcomeKinds].sort());
});

test("matchOutcome calls the entry of the kind", () => {
	const kindOf = <K extends OutcomeKind>({ kind }: OutcomeOf<K>): string =>
		kind;
	const table: OutcomeTable<string> = {
		recorded: kindOf,
		unchanged: kindOf,
		accepted: kindOf,
		conflict: ({ differs }) => differs.join(),
		superseded: kindOf,
		invalid: ({ issues }) => issues.map(({ code }) => code).join(),
		unauthenticated: kindOf,
		forbidden: ({ reason }) => reason?.code ?? "",
		not_found: kindOf,
		deferred: ({ reason }) => reason,
		uncertain: ({ retry_at }) => retry_at,
	};
	expect(everyOutcome.map((each) => matchOutcome(each, table))).toEqual([
		"recorded",
		"unchanged",
		"accepted",
		"response_option,comment",
		"superseded",
		"superseded",
		"malformed",
		"option_not_offered",
		"unauthenticated",
		"NOT_AN_ASSIGNEE",
		"not_found",
		"rate_limited",
		"unavailable",
		"unreachable",
		"2026-05-01T10:00:00.000Z",
	]);
});

// The default of a `switch` passes the rest to a parameter of type `never`: a missing kind does not compile.
describe("a missing kind does not compile", () => {
	const total = ({ kind }: Outcome) => {
		switch (kind) {
			case "recorded":
			case "unchanged":
			case "accepted":
			case "conflict":
			case "superseded":
			case "invalid":
			case "unauthenticated":
			case "forbidden":
			case "not_found":
			case "deferred":
			case "uncertain":
				return "placed" as const;
			default:
				return kind satisfies never;
		}
	};

	const withoutUncertain = ({ kind }: Outcome) => {
		switch (kind) {
			case "recorded":
			case "unchanged":
			case "accepted":
			case "conflict":
			case "superseded":
			case "invalid":
			case "unauthenticated":
			case "forbidden":
			case "not_found":
			case "deferred":
				return "placed" as const;
			default:
				return kind;
		}
	};

	test("in a switch", () => {
		expectTypeOf(total).returns.toEqualTypeOf<"placed">();
		expectTypeOf(withoutUncertain).returns.toEqualTypeOf<
			"placed" | "uncertain"
		>();
		expectTypeOf(withoutUncertain).returns.not.toExtend<"placed">();
		expect(new Set(everyOutcome.map(total))).toEqual(new Set(["placed"]));
		expect(withoutUncertain(outcomes.uncertain(at))).toBe("uncertain");
	});

	test("in a table", () => {
		type Partly = Omit<OutcomeTable<number>, "uncertain">;
		expectTypeOf<Partly>().not.toExtend<OutcomeTable<number>>();
		expectTypeOf<keyof OutcomeTable<number>>().toEqualTypeOf<OutcomeKind>();
		expectTypeOf<Outcome["kind"]>().toEqualTypeOf<OutcomeKind>();
	});
});
