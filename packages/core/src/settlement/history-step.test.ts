import { describe, expect, test } from "vitest";
import {
	buildHistory,
	historyRow,
	historyStep,
	personGrace,
	step,
} from "../testing/builders.ts";
import { fingerprintStep } from "./current-step.ts";
import { decidedBy, findHistoryStep, listsStep } from "./history-step.ts";

const fingerprint = fingerprintStep(step());

describe("a step is found in a history", () => {
	const found = (
		details: Parameters<typeof historyStep>[1],
		known: typeof fingerprint | null = fingerprint,
	) =>
		findHistoryStep(buildHistory(historyStep([], details)), "1", known) !==
		null;

	test.each<
		[
			boolean,
			string,
			Parameters<typeof historyStep>[1],
			typeof fingerprint | null,
		]
	>([
		[true, "by its id", {}, null],
		[
			true,
			"by its id, with an empty fingerprint",
			{},
			{ ...fingerprint, uuid: null },
		],
		[true, "by its id if the history has no uuid", { uuid: null }, fingerprint],
		[false, "not by its id if the uuid differs", { uuid: "x" }, fingerprint],
		[true, "by uuid and start", { id: "9" }, fingerprint],
		[true, "by uuid and start if there is no id", { id: null }, fingerprint],
		[
			true,
			"by uuid and start in another format",
			{ id: "9", started_at: "2026-05-01T08:00:00.000Z" },
			fingerprint,
		],
		[
			true,
			"by uuid and start with an offset",
			{ id: "9", started_at: "2026-05-01T10:00:00+02:00" },
			fingerprint,
		],
		[false, "not by uuid and start without a fingerprint", { id: "9" }, null],
		[false, "not by uuid alone", { id: "9", started_at: null }, fingerprint],
		[
			false,
			"not by uuid and another start",
			{ id: "9", started_at: "2026-06-01T08:00:00Z" },
			fingerprint,
		],
		[false, "not by start alone", { id: "9", uuid: "x" }, fingerprint],
		[
			false,
			"not by two missing starts",
			{ id: "9", started_at: null },
			{ ...fingerprint, started_at: null },
		],
		[
			false,
			"not by two missing uuids",
			{ id: "9", uuid: null },
			{ ...fingerprint, uuid: null },
		],
		[false, "not by another id", { id: "9" }, { ...fingerprint, uuid: null }],
	])("%s: %s", (expected, _, details, known) => {
		expect(found(details, known)).toBe(expected);
	});

	test("by id before uuid", () => {
		const again = historyStep([], { id: "9" });
		const past = buildHistory(
			again,
			historyStep(),
			historyStep([], { id: "2", uuid: "b" }),
		);
		expect(findHistoryStep(past, "1", fingerprint)?.id).toBe("1");
	});

	test("only among response steps that can be parsed", () => {
		const step = historyStep();
		const as = (entry: { type: string | null; details?: unknown }) =>
			findHistoryStep({ ended_at: null, history: [entry] }, "1", null);
		expect(as({ type: "ResponseStep", details: step })).toEqual(step);
		expect(as({ type: "Action", details: step })).toBeNull();
		expect(as({ type: null, details: step })).toBeNull();
		expect(as({ type: "ResponseStep" })).toBeNull();
		expect(as({ type: "ResponseStep", details: { id: "1" } })).toBeNull();
	});
});

test("a history lists a step by its id, unless their uuids differ", () => {
	const history = buildHistory(historyStep([], { id: "2", uuid: "uuid-2" }));
	expect(listsStep(history, { id: "2", uuid: "uuid-2" })).toBe(true);
	expect(listsStep(history, { id: "2", uuid: null })).toBe(true);
	expect(listsStep(history, { id: "2", uuid: "uuid-9" })).toBe(false);
	expect(listsStep(history, { id: "9", uuid: "uuid-2" })).toBe(false);
	const bare = buildHistory(historyStep([], { id: "2", uuid: null }));
	expect(listsStep(bare, { id: "2", uuid: "uuid-2" })).toBe(true);
	expect(listsStep(buildHistory(), { id: "2", uuid: null })).toBe(false);
});

test("only those who answered decided a step, or the manager who overrode it", () => {
	const graces = historyRow({ ...personGrace });
	const silent = historyRow({ response: null, responded_at: null });
	const decided = { id: "102", name: "Grace Hopper" };
	expect(decidedBy(historyStep([silent, graces]))).toEqual([decided]);
	// A label without a moment is no answer.
	expect(decidedBy(historyStep([historyRow({ responded_at: null })]))).toEqual(
		[],
	);
	const override = { overridden_by: { id: "9", name: null } };
	expect(decidedBy(historyStep([graces], { override }))).toEqual([
		{ id: "9", name: "" },
	]);
});
