import { expect, test } from "vitest";
import { mapSome } from "./map-some.ts";

test("keeps the order, and never has more under way than it may", async () => {
	const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
	const begun: number[] = [];
	const mapped = mapSome([0, 1, 2, 3, 4], 2, async (item) => {
		begun.push(item);
		await gates[item]?.promise;
		return `#${item}`;
	});
	expect(begun).toEqual([0, 1]);
	gates[1]?.resolve();
	await gates[1]?.promise.then(() => {}).then(() => {});
	expect(begun).toEqual([0, 1, 2]);
	for (const gate of gates) gate.resolve();
	expect(await mapped).toEqual(["#0", "#1", "#2", "#3", "#4"]);
	expect(begun).toEqual([0, 1, 2, 3, 4]);
});

test("ends with the first failure", async () => {
	await expect(
		mapSome([1, 2], 1, (item) => Promise.reject(new Error(`${item}`))),
	).rejects.toThrow("1");
});
