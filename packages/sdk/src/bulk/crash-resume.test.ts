import { expect, test } from "vitest";
import { killBulk } from "../testing/soak/kill.ts";

test("a run that is killed repeatedly records each submission once, and reports each outcome", {
	timeout: 120_000,
}, async () => {
	const moments = [1, 37, 90, 155];
	expect(await killBulk(200, moments)).toMatchObject({
		kills: 4,
		outcomes: 200,
		wrong: [],
	});
});
