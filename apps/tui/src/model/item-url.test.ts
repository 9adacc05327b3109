import { expect, test } from "vitest";
import { waitingStep } from "../testing/waiting-step.ts";
import { itemLink, readItemUrl } from "./item-url.ts";

test("fills in the encoded parts", () => {
	const template =
		"https://app.example/{company_id}/{project_id}/{tool_type}/{item_id}?i={instance_id}";
	expect(itemLink(template, waitingStep("9001", { item: "a/b c" }))).toBe(
		"https://app.example/4201/77/requisition/a%2Fb%20c?i=9001",
	);
});

test("returns no link without a template or with a missing part", () => {
	const company = { ...waitingStep("9001"), scope: { company_id: "4201" } };
	expect(itemLink("https://app.example/{project_id}", company)).toBeNull();
	expect(itemLink("https://app.example/{company_id}", company)).toBe(
		"https://app.example/4201",
	);
	expect(itemLink(null, company)).toBeNull();
});

test.each([
	"javascript:{item_id}",
	"app.example/{item_id}",
	"https://app.example/{item}",
	"{item_id}",
	"https://app.example/\u0007{item_id}",
])("refuses the template %s", (template) => {
	expect(readItemUrl(template)).toMatchObject({ kind: "invalid" });
});

test("accepts a web address, or no template", () => {
	expect(readItemUrl("https://app.example/{item_id}")).toMatchObject({
		kind: "parsed",
	});
	expect(readItemUrl(null)).toEqual({ kind: "parsed", value: null });
});
