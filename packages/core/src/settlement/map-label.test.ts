import { describe, expect, test } from "vitest";
import { approve, historyRow, reject } from "../testing/builders.ts";
import { mapLabel } from "./map-label.ts";

const label = (response: string | null, response_type: string | null = null) =>
	historyRow({ response, response_type });

describe("a label", () => {
	test("maps to the one option of this name", () => {
		expect(mapLabel(label("Approve"), [approve, reject])).toEqual(approve);
		expect(
			mapLabel(label("Approve"), [approve, reject, { ...approve }]),
		).toEqual(approve);
	});

	test("maps with white space around it, on either side", () => {
		for (const text of ["Approve ", " Approve", "\tApprove\n", "\u00a0Approve"])
			expect(mapLabel(label(text), [reject, approve])).toEqual(approve);
		const padded = { ...approve, name: " Approve " };
		expect(mapLabel(label("Approve"), [reject, padded])).toEqual(padded);
	});

	test.each([
		["another name", "Hm."],
		["another case", "approve"],
		["a part of a name", "Appr"],
		["an option's id", "2000"],
		["nothing", null],
		["an empty text", ""],
		["white space", "  "],
	])("maps to none if it is %s", (_, response) => {
		const nameless = { ...reject, name: "" };
		expect(
			mapLabel(label(response, "approve"), [approve, nameless]),
		).toBeNull();
	});

	test("maps to none if no option is known", () => {
		expect(mapLabel(label("Approve", "approve"), [])).toBeNull();
	});
});

describe("an option whose name could not be read", () => {
	const nameless = { ...reject, name: "" };

	test("may have any label: none maps", () => {
		for (const name of ["", "  "])
			for (const options of [
				[approve, { ...reject, name }],
				[{ ...reject, name }, approve],
			])
				expect(mapLabel(label("Approve", "approve"), options)).toBeNull();
	});

	test("has the name that it is listed with a second time", () => {
		const unread = { ...approve, name: "" };
		for (const options of [
			[approve],
			[approve, unread],
			[unread, approve, reject],
			[approve, reject, nameless],
		])
			expect(mapLabel(label("Approve"), options)).toEqual(approve);
	});

	test("is not that of a row without a label", () => {
		for (const response of ["", " ", null])
			expect(
				mapLabel(label(response, "reject"), [approve, reject, nameless]),
			).toBeNull();
	});
});

describe("between two options of one name", () => {
	const other = { id: "7", name: "Approve", response_type: "return" };

	test("the response type decides, in any case", () => {
		const options = [approve, other, reject];
		expect(mapLabel(label("Approve", "approve"), options)).toEqual(approve);
		expect(mapLabel(label("Approve", "APPROVE"), options)).toEqual(approve);
		expect(mapLabel(label("Approve ", "Return"), options)).toEqual(other);
	});

	test.each([
		["is missing in the row", null, other],
		["is that of neither", "reject", other],
		["is that of both", "approve", { ...other, response_type: "Approve" }],
	])("none is chosen if the type %s", (_, type, second) => {
		expect(mapLabel(label("Approve", type), [approve, second])).toBeNull();
	});

	test("a missing type is not equal to a missing type", () => {
		const untyped = { ...approve, response_type: null };
		expect(
			mapLabel(label("Approve", null), [
				untyped,
				{ ...other, response_type: null },
			]),
		).toBeNull();
		expect(mapLabel(label("Approve", null), [untyped, other])).toBeNull();
	});
});

test("the type does not count if one option has the name", () => {
	for (const type of [null, "reject", "something"])
		expect(mapLabel(label("Approve", type), [approve, reject])).toEqual(
			approve,
		);
});

test("the type alone maps to nothing", () => {
	expect(mapLabel(label("Accept", "approve"), [approve, reject])).toBeNull();
});
