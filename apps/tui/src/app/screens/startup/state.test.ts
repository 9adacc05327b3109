import { expect, test } from "vitest";
import { type OpeningState, reduceOpening } from "./state.ts";

const places = [
	{ id: "1", name: "Harbor" },
	{ id: "2", name: "Quay" },
];
const outcome = { kind: "not_found", reason: null, attempts: [] } as const;

test("a list of companies has a cursor that stops at both ends", () => {
	const state = reduceOpening(
		{ kind: "reading", what: "companies" },
		{ kind: "companies_found", places },
	);
	expect(state).toEqual({ kind: "choosing", places, at: 0 });
	const last = reduceOpening(state, { kind: "moved", by: 5 });
	expect(last).toMatchObject({ at: 1 });
	expect(reduceOpening(last, { kind: "moved", by: -5 })).toMatchObject({
		at: 0,
	});
});

test("a failure remembers what was being read", () => {
	const state: OpeningState = { kind: "reading", what: "instance" };
	expect(
		reduceOpening(state, {
			kind: "opening_failed",
			outcome: { ...outcome, attempts: [] },
			message: "Reading the instance failed.",
		}),
	).toMatchObject({ kind: "failed", what: "instance" });
	expect(reduceOpening(state, { kind: "moved", by: 1 })).toBe(state);
});
