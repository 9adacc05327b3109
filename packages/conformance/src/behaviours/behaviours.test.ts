import { expect, test } from "vitest";
import { coreDriver, coreDriverWith } from "../drivers/core-driver.ts";
import { adjustForRuntime, compareObserved } from "../suite/compare.ts";
import { describeSurface } from "../suite/describe-surface.ts";
import { behaviours, behavioursOf } from "./index.ts";

describeSurface("core alone", coreDriver);
describeSurface(
	"core alone, where a call may be sent twice,",
	coreDriverWith({ mayResend: true }),
);

test.for([true, false])(
	"no behaviour hangs on the luck of a backoff, refused connections told: %s",
	async (reportsConnectionRefused) => {
		const lucks = [0, 0.25, 0.5, 0.75, 0.999].map((luck) => () => luck);
		const mixed = [0, 0.999].flatMap((a) =>
			[0, 0.999].map((b) => takingTurns(a, b)),
		);
		for (const random of [...lucks, ...mixed]) {
			const driver = coreDriverWith({ reportsConnectionRefused, random });
			for (const behaviour of behavioursOf("client")) {
				const told = adjustForRuntime(driver, behaviour);
				const seen = await driver.observe(behaviour);
				expect({ [behaviour.name]: compareObserved(told, seen) }).toEqual({
					[behaviour.name]: [],
				});
			}
		}
	},
);

test("a surface that says, does or holds something else is judged different", async () => {
	const [behaviour] = behaviours;
	if (behaviour === undefined) throw new Error("There are no behaviours.");
	const seen = await coreDriver.observe(behaviour);
	expect(compareObserved(behaviour, { ...seen, status: 422 })).toEqual([
		"status: expected 204, saw 422",
	]);
	expect(compareObserved(behaviour, { ...seen, exit_code: 1 })).toEqual([
		"exit code: expected 0, saw 1",
	]);
	expect(compareObserved(behaviour, { ...seen, requests: [] })).toHaveLength(1);
	expect(
		compareObserved(behaviour, {
			...seen,
			record: { current_step: null, responses: [] },
		}),
	).toHaveLength(1);
	expect(
		compareObserved(behaviour, {
			...seen,
			outcome: { kind: "accepted", attempts: [] },
		}),
	).toHaveLength(1);
});

test("no two behaviours bear one name", () => {
	const names = behaviours.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
});

function takingTurns(...lucks: number[]): () => number {
	let at = 0;
	return () => lucks[at++ % lucks.length] ?? 0;
}
