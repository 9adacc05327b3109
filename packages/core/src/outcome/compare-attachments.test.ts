import { describe, expect, test } from "vitest";
import { attachmentKinds } from "../contract/submission.ts";
import {
	answeredRow,
	buildHistory,
	everyOutcome,
	historyRow,
	historyStep,
	instance,
	step,
	submission,
} from "../testing/builders.ts";
import {
	httpResponse,
	noResponse,
	readResponse,
	runScript,
	withoutPreflight,
} from "../testing/script.ts";
import { compareAttachments } from "./compare-attachments.ts";
import {
	isOnRecord,
	sameAttachments,
	withAttachments,
} from "./same-attachments.ts";
import { outcomeTraits } from "./traits.ts";

const file = { name: "a.pdf", url: "https://files.example/a" };

describe("two submissions name the same files", () => {
	test.each([
		[undefined, undefined],
		[undefined, {}],
		[{ upload_ids: [] }, undefined],
		[{ upload_ids: ["a", "b"] }, { upload_ids: ["b", "a"] }],
		[{ upload_ids: ["a", "a"] }, { upload_ids: ["a"] }],
		[{ upload_ids: ["a"], form_ids: [] }, { upload_ids: ["a"] }],
	])("%j and %j", (one, other) => {
		expect(sameAttachments(one, other)).toBe(true);
		expect(sameAttachments(other, one)).toBe(true);
	});

	test.each(attachmentKinds)("not if %s differ", (kind) => {
		const of = (...ids: string[]) => ({ [kind]: ids });
		for (const [one, other] of [
			[of("a"), undefined],
			[of("a"), of("b")],
			[of("a"), of("a", "b")],
			[of("a", "c"), of("a", "b")],
		]) {
			expect(sameAttachments(one, other)).toBe(false);
			expect(sameAttachments(other, one)).toBe(false);
		}
	});

	test("not if an id is of another kind", () => {
		expect(sameAttachments({ form_ids: ["a"] }, { image_ids: ["a"] })).toBe(
			false,
		);
	});
});

describe("the comparison of files", () => {
	test("applies only to a response on record", () => {
		for (const outcome of everyOutcome) {
			const said = withAttachments(outcome, "differ");
			expect(isOnRecord(outcome)).toBe(outcomeTraits[outcome.kind].onRecord);
			if (isOnRecord(outcome))
				expect(said).toEqual({ ...outcome, attachments: "differ" });
			else expect(said).toBe(outcome);
		}
	});

	test.each([
		["none submitted, none shown", undefined, [], undefined],
		["none submitted, no list shown", {}, undefined, undefined],
		["empty lists submitted", { upload_ids: [] }, null, undefined],
		["none submitted, one shown", undefined, [file], "differ"],
		["one submitted, none shown", { upload_ids: ["a"] }, [], "differ"],
		["one submitted, two shown", { upload_ids: ["a"] }, [file, file], "differ"],
		["one submitted, one shown", { upload_ids: ["a"] }, [file], "unknown"],
		["one submitted twice", { upload_ids: ["a", "a"] }, [file], "unknown"],
		[
			"two submitted, of two kinds",
			{ upload_ids: ["a"], form_ids: ["a"] },
			[file, file],
			"unknown",
		],
		[
			"one submitted, nothing shown",
			{ image_ids: ["a"] },
			undefined,
			"unknown",
		],
		["one submitted, no list shown", { image_ids: ["a"] }, "a.pdf", "unknown"],
	])("%s", (_, wanted, shown, comparison) => {
		expect(compareAttachments(wanted, shown)).toBe(comparison);
	});
});

describe("a settlement compares files", () => {
	const setting = {
		submission: submission({ attachments: { upload_ids: ["a"] } }),
	};
	const shown = (attachments: unknown) =>
		readResponse(instance(step([{ ...answeredRow(), attachments }])));
	const past = (attachments: unknown) =>
		readResponse(buildHistory(historyStep([historyRow({ attachments })])));

	test("as the same if the server says that this request is new", () => {
		const isNew = httpResponse(204, null, { "idempotency-replayed": "false" });
		for (const events of [
			[readResponse(instance()), isNew],
			[readResponse(instance()), noResponse, isNew],
		])
			expect(runScript(setting, events).outcome).toMatchObject({
				kind: "recorded",
				attachments: "same",
			});
	});

	test("with an unknown result after a read of our unanswered row: another session may have answered since", () => {
		const { outcome } = runScript(setting, [
			readResponse(instance()),
			httpResponse(204),
		]);
		expect(outcome).toMatchObject({ kind: "recorded", attachments: "unknown" });
	});

	test("not if no files were submitted and none are shown", () => {
		for (const replayed of ["true", "false"])
			expect(
				runScript({}, [
					readResponse(instance()),
					httpResponse(204, null, { "idempotency-replayed": replayed }),
				]).outcome,
			).not.toHaveProperty("attachments");
	});

	test("with an unknown result after a 204 that may be a repeat", () => {
		const { outcome } = runScript({ ...setting, policy: withoutPreflight }, [
			httpResponse(204),
		]);
		expect(outcome).toMatchObject({ kind: "accepted", attachments: "unknown" });
		expect(
			runScript({ policy: withoutPreflight }, [httpResponse(204)]).outcome,
		).not.toHaveProperty("attachments");
	});

	test("with those that the instance shows", () => {
		expect(runScript(setting, [shown([])]).outcome).toMatchObject({
			kind: "unchanged",
			attachments: "differ",
		});
		expect(runScript(setting, [shown([file])]).outcome).toMatchObject({
			attachments: "unknown",
		});
		expect(runScript({}, [shown([])]).outcome).not.toHaveProperty(
			"attachments",
		);
	});

	test("with those that the history shows", () => {
		const after = (read: ReturnType<typeof past>) =>
			runScript({ ...setting, policy: withoutPreflight }, [
				noResponse,
				httpResponse(422),
				readResponse(instance(null)),
				read,
			]).outcome;
		expect(after(past([file, file]))).toMatchObject({
			kind: "accepted",
			attachments: "differ",
		});
		expect(after(past(undefined))).toMatchObject({ attachments: "unknown" });
	});
});
