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

function selectFaults(
	change: Partial<SeededFaults> = {},
	now: (index: number) => number = () => 0,
) {
	const selectFault = createFaultSelector(
		worldOf({ seeded: { ...seeded, ...change } }),
	);
	return Array.from({ length: 400 }, (_, index) =>
		selectFault(calls[index % calls.length] ?? "submit", index, now(index)),
	);
}

test("the same seed selects the same faults, another seed other faults", () => {
	expect(selectFaults()).toEqual(selectFaults());
	expect(selectFaults({ seed: 2 })).not.toEqual(selectFaults());
});

test("every fault that a listening server can cause is selected, within the bounds of the script", () => {
	const faults = selectFaults();
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

test("faults end at the given time after the first request and are as frequent as given", () => {
	const ending = selectFaults({}, (index) => 5_000 + index * 10);
	expect(ending.slice(0, 100).every(({ kind }) => kind !== "none")).toBe(true);
	expect(ending.slice(100).every(({ kind }) => kind === "none")).toBe(true);
	expect(
		selectFaults({ fault_percent: 0 }).every(({ kind }) => kind === "none"),
	).toBe(true);
});

test("a scripted fault takes precedence, at its request only", () => {
	const fault = { kind: "garbled" } as const;
	const selectFault = createFaultSelector(
		worldOf({ faults: [{ call: "submit", nth: 2, fault }] }),
	);
	expect(selectFault("submit", 1, 0)).toEqual({ kind: "none" });
	expect(selectFault("submit", 2, 0)).toEqual(fault);
	expect(selectFault("read_me", 2, 0)).toEqual({ kind: "none" });
});
