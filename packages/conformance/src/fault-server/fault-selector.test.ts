import type { CallName } from "@signoff/core";
import { expect, test } from "vitest";
import { createFaultSelector } from "./fault-selector.ts";
import { worldOf } from "./testing/setup.ts";
import type { SeededFaults, SocketFault } from "./types.ts";

const seeded: SeededFaults = {
	seed: 1,
	fault_percent: 100,
	faults_until_ms: 1_000,
	max_delivery_delay_ms: 300,
	max_read_staleness_ms: 50,
	max_wait_s: 1,
};
const calls: CallName[] = [
	"submit",
	"read_instance",
	"read_history",
	"read_me",
];

function drawn(
	change: Partial<SeededFaults> = {},
	now: (index: number) => number = () => 0,
) {
	const fateOf = createFaultSelector(
		worldOf({ seeded: { ...seeded, ...change } }),
	);
	return Array.from({ length: 400 }, (_, index) =>
		fateOf(calls[index % calls.length] ?? "submit", index, now(index)),
	);
}

test("the same seed draws the same faults, another one others", () => {
	expect(drawn()).toEqual(drawn());
	expect(drawn({ seed: 2 })).not.toEqual(drawn());
});

test("every fate is drawn that a listening server can cause, within the bounds named", () => {
	const faults = drawn();
	const kinds = new Set(faults.map(({ kind }) => kind));
	const socketKinds: SocketFault["kind"][] = [
		"truncated",
		"wrong_length",
		"slow",
		"empty",
	];
	expect(kinds).not.toContain("not_sent");
	for (const kind of [
		...socketKinds,
		"arrives_late",
		"stale",
		"rate_limited",
		"failed",
	] as const)
		expect(kinds).toContain(kind);
	for (const fault of faults) {
		if (fault.kind === "rate_limited") expect(fault.reset_in ?? 0).toBe(0);
		if ("retry_after" in fault)
			expect(fault.retry_after ?? 0).toBeLessThanOrEqual(1);
		if ("delay_ms" in fault) expect(fault.delay_ms).toBeLessThanOrEqual(300);
		if ("staleness_ms" in fault)
			expect(fault.staleness_ms).toBeLessThanOrEqual(50);
	}
});

test("faults end at their time, counted from the first call, and are as many as wanted", () => {
	const ending = drawn({}, (index) => 5_000 + index * 10);
	expect(ending.slice(0, 100).every(({ kind }) => kind !== "none")).toBe(true);
	expect(ending.slice(100).every(({ kind }) => kind === "none")).toBe(true);
	expect(drawn({ fault_percent: 0 }).every(({ kind }) => kind === "none")).toBe(
		true,
	);
});

test("what is scripted comes before what is drawn, at its call alone", () => {
	const fault = { kind: "garbled" } as const;
	const fateOf = createFaultSelector(
		worldOf({ faults: [{ call: "submit", nth: 2, fault }] }),
	);
	expect(fateOf("submit", 1, 0)).toEqual({ kind: "none" });
	expect(fateOf("submit", 2, 0)).toEqual(fault);
	expect(fateOf("read_me", 2, 0)).toEqual({ kind: "none" });
});
