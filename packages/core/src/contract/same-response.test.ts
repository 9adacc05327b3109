import { expect, test } from "vitest";
import { isSameResponse } from "./same-response.ts";

const response = {
	current_step_occurrence_id: "1",
	selected_response_option_id: "2000",
	comment: "ok",
};

test.each<[boolean, object]>([
	[true, {}],
	[true, { attachments: { upload_ids: ["a"] } }],
	[false, { comment: "" }],
	[false, { comment: "OK" }],
	[false, { selected_response_option_id: "2001" }],
])("%s for %j", (expected, changed) => {
	const other = { ...response, ...changed };
	expect(isSameResponse({ response }, { response: other })).toBe(expected);
});

test("a missing and an empty comment are one", () => {
	const { comment: _, ...without } = response;
	const empty = { response: { ...response, comment: "" } };
	expect(isSameResponse({ response: without }, empty)).toBe(true);
});
