import { expect, test } from "vitest";
import { unexpectedErrorResult } from "./unexpected-error-result.ts";

test("the error of SIGNOFF_DEBUG has none of the secrets", () => {
	const { notes, json } = unexpectedErrorResult(
		new Error("access-1 and refresh-1 and access-1"),
		["access-1", undefined, "refresh-1"],
		{ SIGNOFF_DEBUG: "1" },
	);
	expect(notes?.[0]).toBe("Error: [token] and [token] and [token]");
	expect(JSON.stringify(json)).not.toContain("access-1");
});
