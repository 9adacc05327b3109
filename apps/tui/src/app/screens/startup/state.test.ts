import { expect, test } from "vitest";
import { reduceStartup, type StartupState } from "./state.ts";

const companies = [
	{ id: "1", name: "Harbor" },
	{ id: "2", name: "Quay" },
];
const outcome = { kind: "not_found", reason: null, attempts: [] } as const;

test("the cursor in the list of companies stops at both ends", () => {
	const state = reduceStartup(
		{ kind: "loading", resource: "companies", startedAt: 0 },
		{ kind: "companies_loaded", companies },
	);
	expect(state).toEqual({ kind: "choosing_company", companies, cursor: 0 });
	const last = reduceStartup(state, { kind: "moved", by: 5 });
	expect(last).toMatchObject({ cursor: 1 });
	expect(reduceStartup(last, { kind: "moved", by: -5 })).toMatchObject({
		cursor: 0,
	});
});

test("a failure keeps the resource that was being loaded", () => {
	const state: StartupState = {
		kind: "loading",
		resource: "instance",
		startedAt: 0,
	};
	expect(
		reduceStartup(state, {
			kind: "startup_failed",
			outcome: { ...outcome, attempts: [] },
			message: "Reading the instance failed.",
		}),
	).toMatchObject({ kind: "failed", resource: "instance" });
	expect(reduceStartup(state, { kind: "moved", by: 1 })).toBe(state);
});
