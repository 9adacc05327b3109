import { expect, test } from "vitest";
import { describeSurface } from "../describe-surface.ts";
import { coreDriver, resendingCoreDriver } from "../drivers/core-driver.ts";
import { judge } from "../judge.ts";
import { behaviours } from "./index.ts";

describeSurface("core alone", coreDriver);
describeSurface(
	"core alone, where a call may be sent twice,",
	resendingCoreDriver,
);

test("a surface that says, does or holds something else is judged different", async () => {
	const [behaviour] = behaviours;
	if (behaviour === undefined) throw new Error("There are no behaviours.");
	const seen = await coreDriver.observe(behaviour);
	expect(judge(behaviour, { ...seen, status: 422 })).toEqual([
		"status: expected 204, saw 422",
	]);
	expect(judge(behaviour, { ...seen, exit_code: 1 })).toEqual([
		"exit code: expected 0, saw 1",
	]);
	expect(judge(behaviour, { ...seen, calls: [] })).toHaveLength(1);
	expect(
		judge(behaviour, { ...seen, held: { current_step: null, answers: [] } }),
	).toHaveLength(1);
	expect(
		judge(behaviour, { ...seen, outcome: { kind: "accepted", attempts: [] } }),
	).toHaveLength(1);
});

test("no two behaviours bear one name", () => {
	const names = behaviours.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
});
