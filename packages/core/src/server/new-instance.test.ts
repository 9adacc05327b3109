import { expect, test } from "vitest";
import { validate } from "../validation/validate.ts";
import { newInstanceSchema } from "./new-instance.ts";
import {
	noSuchCompany,
	noSuchInstance,
	noSuchProject,
} from "./not-found-reasons.ts";

const request = { tool_type: "requisition", item_id: "483" };

test("a new instance has a tool and an item", () => {
	expect(validate(newInstanceSchema, request)).toEqual({
		kind: "parsed",
		value: request,
	});
	const full = { ...request, tool_subtype: null, template_id: "1" };
	expect(validate(newInstanceSchema, full).kind).toBe("parsed");
});

test.each([
	[{ ...request, item_id: "\ud800" }, "must be well-formed Unicode"],
	[{ ...request, item_id: "" }, "item_id"],
	[{ tool_type: "requisition" }, "item_id"],
	[{ ...request, color: "red" }, "malformed"],
])("%j is refused", (input, shown) => {
	const parsed = validate(newInstanceSchema, input);
	expect(parsed.kind === "invalid" && JSON.stringify(parsed.issues)).toContain(
		shown,
	);
});

test("each reason of a 404 has its code and a sentence", () => {
	expect(
		[noSuchCompany, noSuchProject, noSuchInstance].map((each) => each?.code),
	).toEqual(["UNKNOWN_COMPANY", "UNKNOWN_PROJECT", "UNKNOWN_INSTANCE"]);
	for (const each of [noSuchCompany, noSuchProject, noSuchInstance])
		expect(each?.message).toMatch(/^[TI].{20,}\.$/);
});
