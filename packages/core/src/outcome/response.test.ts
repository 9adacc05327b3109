import { describe, expect, test } from "vitest";
import type { ResponseEvent } from "../request/events.ts";
import { classifyStatus, refusalFromResponse } from "./response.ts";

function httpResponse(status: number, data: unknown = null): ResponseEvent {
	return { kind: "response", status, headers: {}, data };
}

describe("the class of a status", () => {
	test.each([
		[100, "failed"],
		[200, "failed"],
		[201, "failed"],
		[204, "success"],
		[302, "failed"],
		[399, "failed"],
		[400, "refused"],
		[401, "unauthorized"],
		[403, "refused"],
		[407, "refused"],
		[408, "failed"],
		[409, "refused"],
		[429, "rate_limited"],
		[499, "refused"],
		[500, "failed"],
		[599, "failed"],
	] as const)("%i of a submit: %s", (status, statusClass) => {
		expect(classifyStatus(status, 204)).toBe(statusClass);
	});

	test("a read succeeds with 200 only", () => {
		expect(classifyStatus(200, 200)).toBe("success");
		expect(classifyStatus(204, 200)).toBe("failed");
	});
});

describe("the outcome of a refusal", () => {
	const error = { error: { code: "X", message: "Words." } };
	const reason = { code: "X", message: "Words." };

	test.each([
		[401, "unauthenticated"],
		[403, "forbidden"],
		[404, "not_found"],
	])("%i: %s, with the server's reason", (status, kind) => {
		expect(refusalFromResponse(httpResponse(status, error))).toEqual({
			status,
			outcome: { kind, reason, attempts: [] },
		});
		expect(refusalFromResponse(httpResponse(status, "<html>")).outcome).toEqual(
			{
				kind,
				reason: null,
				attempts: [],
			},
		);
	});

	test.each([
		[400, "malformed"],
		[413, "body_too_large"],
		[415, "unsupported_media_type"],
		[422, "refused"],
		[409, "refused"],
		[410, "refused"],
	])("%i: invalid, as %s", (status, code) => {
		const of = (data: unknown) =>
			refusalFromResponse(httpResponse(status, data)).outcome;
		expect(of(error)).toEqual({
			kind: "invalid",
			issues: [{ code, path: [], message: "Words." }],
			attempts: [],
		});
		const plain = `The server refused the request with status ${status}.`;
		for (const data of [null, "Bad", { error: { code: "X" } }])
			expect(of(data)).toMatchObject({ issues: [{ code, message: plain }] });
	});

	test("has the issues that the server lists", () => {
		const details = [{ reason_code: "A", message: "m", source: "response" }];
		expect(
			refusalFromResponse(httpResponse(422, { error: { details } })).outcome,
		).toEqual({
			kind: "invalid",
			issues: [{ code: "a", path: ["response"], message: "m" }],
			attempts: [],
		});
	});
});
