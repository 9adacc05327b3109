import { expect, test } from "vitest";
import { optionNotOffered, unknownStep } from "./issue.ts";

test("the issues that depend on the step name the field and say what is wrong", () => {
	expect(optionNotOffered).toEqual({
		code: "option_not_offered",
		path: ["response", "selected_response_option_id"],
		message: "The step does not offer this response option.",
	});
	expect(unknownStep).toEqual({
		code: "unknown_step",
		path: ["response", "current_step_occurrence_id"],
		message: "This instance never had this step.",
	});
});
