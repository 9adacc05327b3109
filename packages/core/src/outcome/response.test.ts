import { describe, expect, test } from "vitest";
import type { ResponseEvent } from "../request/events.ts";
import {
	classifyStatus,
	embeddedOutcome,
	refusalFromResponse,
} from "./response.ts";

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
			kind,
			reason,
			attempts: [],
		});
		expect(refusalFromResponse(httpResponse(status, "<html>"))).toEqual({
			kind,
			reason: null,
			attempts: [],
		});
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
			refusalFromResponse(httpResponse(status, data));
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
			refusalFromResponse(httpResponse(422, { error: { details } })),
		).toEqual({
			kind: "invalid",
			issues: [{ code: "a", path: ["response"], message: "m" }],
			attempts: [],
		});
	});
});

describe("the outcome in an error body", () => {
	const attempt = {
		call: "submit",
		status: 400,
		request_id: null,
		duration_ms: 1,
		concluded: "refused",
	};
	const issues = [{ code: "malformed", path: [], message: "m" }];

	test("is taken without the attempts that the server claims", () => {
		const outcome = { kind: "invalid", issues, attempts: [attempt] };
		expect(embeddedOutcome(httpResponse(400, { outcome }))).toEqual({
			...outcome,
			attempts: [],
		});
	});

	test("is none if the response is no error", () => {
		const outcome = { kind: "recorded", attempts: [] };
		expect(embeddedOutcome(httpResponse(204, { outcome }))).toBeNull();
	});
});

describe("an error body of any size leads to an outcome of at most 64 kB", () => {
	const long = "x".repeat(1_000_000);
	const detail = { reason_code: "A", message: "m", source: "response" };
	const refusals = (status: number, data: unknown) =>
		refusalFromResponse(httpResponse(status, data));
	const size = (outcome: unknown) => JSON.stringify(outcome).length;

	test("20,000 details: 50 of them, and how many more", () => {
		const details = Array.from({ length: 20_000 }, () => detail);
		const outcome = refusals(422, { error: { details } });
		expect(outcome.kind === "invalid" && outcome.issues).toHaveLength(51);
		expect(size(outcome)).toBeLessThan(64_000);
	});

	test.each([
		["message", { ...detail, message: long }],
		["reason_code", { ...detail, reason_code: long }],
		["source", { ...detail, source: long }],
		["source of many parts", { ...detail, source: "a.".repeat(500_000) }],
	])("a long %s", (_, each) => {
		const details = Array.from({ length: 60 }, () => each);
		expect(size(refusals(422, { error: { details } }))).toBeLessThan(64_000);
	});

	test.each([
		["a code", { error: { code: long, message: long } }],
		["a detail", { error: { details: [{ reason_code: long }] } }],
		["OAuth", { error: long, error_description: long }],
		["v1", { reason: long, message: long }],
		["a number", { code: 10 ** 300, message: long }],
	])("a long reason: %s", (_, body) => {
		for (const status of [401, 403, 404])
			expect(size(refusals(status, body))).toBeLessThan(64_000);
	});

	test("an embedded outcome with 20,000 issues", () => {
		const issues = Array.from({ length: 20_000 }, () => ({
			code: "x",
			path: [],
			message: "m",
		}));
		const outcome = { kind: "invalid", issues, attempts: [] };
		const embedded = embeddedOutcome(httpResponse(422, { outcome }));
		expect(embedded).toBeNull();
	});
});
