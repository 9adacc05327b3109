import { describe, expect, test } from "vitest";
import { issuesFromErrorBody, reasonFromErrorBody } from "./error-body.ts";

const v2 = {
	error: {
		code: "UNPROCESSABLE_ENTITY",
		message: "Refused.",
		details: [
			{ reason_code: "STEP_OVER", message: "Over.", source: "response.id" },
			{ reason_code: "OTHER", message: "Other.", source: null },
		],
	},
};

describe("the reason of a refusal", () => {
	test.each<[string, unknown, string, string]>([
		["v2, by its first detail", v2, "STEP_OVER", "Over."],
		[
			"v2 without details",
			{ error: { code: "FORBIDDEN", message: "No." } },
			"FORBIDDEN",
			"No.",
		],
		[
			"v2 with empty details",
			{ error: { code: "FORBIDDEN", message: "No.", details: [] } },
			"FORBIDDEN",
			"No.",
		],
		[
			"v2 with details without a reason",
			{ error: { code: "X", message: "m", details: [{ message: "d" }] } },
			"X",
			"m",
		],
		[
			"v2 with details of another shape",
			{ error: { code: "X", message: "m", details: { reason_code: "Y" } } },
			"X",
			"m",
		],
		["v2 without a message", { error: { code: "X" } }, "X", ""],
		[
			"OAuth",
			{ error: "invalid_grant", error_description: "Expired." },
			"invalid_grant",
			"Expired.",
		],
		["v1, an error code", { error: "Not found" }, "Not found", ""],
		[
			"v1, code and message",
			{ code: "E1", message: "Bad.", fields: {}, reason: "because" },
			"E1",
			"Bad.",
		],
		["v1, a number for a code", { code: 404, message: "m" }, "404", "m"],
		["v1, a reason alone", { reason: "because", message: "m" }, "because", "m"],
		[
			"v1, a list of errors",
			{ errors: ["One.", "Two."] },
			"errors",
			"One.; Two.",
		],
		[
			"v1, errors by field",
			{ errors: { name: ["is short", "is odd"], id: "is missing", n: 1 } },
			"errors",
			"is short; is odd; is missing",
		],
		[
			"v1, base and fields",
			{ base: ["Nope."], fields: { a: ["b"] } },
			"errors",
			"Nope.",
		],
		["v1, errors before base", { errors: ["e"], base: ["b"] }, "errors", "e"],
	])("%s", (_, body, code, message) => {
		expect(reasonFromErrorBody(body)).toEqual({ code, message });
	});

	test.each([
		["nothing", null],
		["missing", undefined],
		["plain text", "Bad gateway"],
		["HTML", "<html><body>502</body></html>"],
		["a number", 502],
		["an empty object", {}],
		["a list", ["x"]],
		["an error of null", { error: null }],
		["an error without a code", { error: { message: "m" } }],
		["a message alone", { message: "m" }],
		["an empty list of errors", { errors: [] }],
		["errors without text", { errors: [1, null, { a: true }] }],
		["a code of another type", { code: true, message: "m" }],
	])("%s has none", (_, body) => {
		expect(reasonFromErrorBody(body)).toBeNull();
	});

	test("is truncated if it is long", () => {
		const message = "x".repeat(1_000);
		expect(reasonFromErrorBody({ code: 1, message })?.message).toBe(
			"x".repeat(300),
		);
		expect(reasonFromErrorBody({ errors: [message] })?.message).toHaveLength(
			300,
		);
	});

	test("is sought among the first 1,000 values of a v1 error", () => {
		const late = (count: number) =>
			reasonFromErrorBody({ errors: [...Array(count).fill(null), "late"] });
		expect(late(998)?.message).toBe("late");
		expect(late(999)).toBeNull();
		expect(late(500_000)).toBeNull();
	});

	test("has an empty message if the message is not text", () => {
		expect(reasonFromErrorBody({ code: "X", message: { a: 1 } })).toEqual({
			code: "X",
			message: "",
		});
	});
});

describe("the issues of a v2 error", () => {
	test("are its details, with their paths", () => {
		expect(issuesFromErrorBody(v2)).toEqual([
			{ code: "step_over", path: ["response", "id"], message: "Over." },
			{ code: "other", path: [], message: "Other." },
		]);
	});

	test("have no path if the source is empty or not text", () => {
		const at = (source: unknown) =>
			issuesFromErrorBody({
				error: { details: [{ reason_code: "A", message: "m", source }] },
			});
		for (const source of ["", null, undefined, 1])
			expect(at(source)).toEqual([{ code: "a", path: [], message: "m" }]);
		expect(at("id")[0]?.path).toEqual(["id"]);
	});

	test("are the details with a reason", () => {
		const details = [null, "x", {}, { message: "m" }, { reason_code: "A" }];
		expect(issuesFromErrorBody({ error: { details } })).toEqual([
			{ code: "a", path: [], message: "" },
		]);
	});

	test.each([
		null,
		"text",
		{},
		{ error: "x" },
		{ error: { details: "x" } },
		{ error: { code: "X" } },
	])("are none in %j", (body) => {
		expect(issuesFromErrorBody(body)).toEqual([]);
	});
});
