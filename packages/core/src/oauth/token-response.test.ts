import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../request/events.ts";
import { validate } from "../validation/validate.ts";
import {
	isUnexpired,
	parseTokenResponse,
	shouldRefresh,
	type Tokens,
	tokensSchema,
} from "./token-response.ts";

function httpResponse(status: number, data: unknown = null): RequestEvent {
	return { kind: "response", status, headers: {}, data };
}

const reply = { access_token: "a-1", token_type: "bearer", expires_in: 5400 };
const granted = {
	kind: "granted",
	access_token: "a-1",
	refresh_token: null,
	lifetimeMs: 5_400_000,
};

describe("the response to a token request", () => {
	test("grants tokens, whatever other fields it has", () => {
		const more = { ...reply, refresh_token: "r-1", created_at: 1, new: {} };
		expect(parseTokenResponse(httpResponse(200, more))).toStrictEqual({
			...granted,
			refresh_token: "r-1",
		});
		expect(parseTokenResponse(httpResponse(200, reply))).toStrictEqual(granted);
		expect(
			parseTokenResponse(httpResponse(200, { ...reply, refresh_token: null })),
		).toStrictEqual(granted);
	});

	test.each<[string, unknown]>([
		["nothing", null],
		["HTML", "<html></html>"],
		["no access token", { ...reply, access_token: undefined }],
		["an empty access token", { ...reply, access_token: "" }],
		[
			"an access token that is no header value",
			{ ...reply, access_token: "a b" },
		],
		["an access token with a line break", { ...reply, access_token: "a\n" }],
		["no lifetime", { ...reply, expires_in: undefined }],
		["a lifetime that is not a number", { ...reply, expires_in: "5400" }],
		["a lifetime of zero", { ...reply, expires_in: 0 }],
		["a refresh token that is not text", { ...reply, refresh_token: 1 }],
	])("with %s is inconclusive", (_, data) => {
		expect(parseTokenResponse(httpResponse(200, data))).toStrictEqual({
			kind: "failed",
		});
	});

	test.each([201, 204, 302, 408, 429, 500, 503])(
		"of status %i is inconclusive",
		(status) => {
			expect(parseTokenResponse(httpResponse(status, reply))).toStrictEqual({
				kind: "failed",
			});
		},
	);

	test.each([{ kind: "no_response" }, { kind: "not_sent" }] as const)(
		"is inconclusive if there is none ($kind)",
		(event) => {
			expect(parseTokenResponse(event)).toStrictEqual({ kind: "failed" });
		},
	);

	test.each([
		[400, "invalid_grant", "token_used"],
		[401, "invalid_grant", "token_used"],
		[401, "invalid_client", "bad_client"],
		[400, "invalid_client", "bad_client"],
		[400, "unauthorized_client", "bad_client"],
		[400, "invalid_request", "bad_request"],
		[403, "forbidden", "bad_request"],
	] as const)("of status %i and %s is refused: %s", (status, error, cause) => {
		expect(
			parseTokenResponse(
				httpResponse(status, { error, error_description: "No." }),
			),
		).toStrictEqual({ kind: "refused", cause });
	});

	test.each([400, 401, 403, 404])(
		"of status %i without a body is refused as a bad request",
		(status) => {
			expect(parseTokenResponse(httpResponse(status))).toStrictEqual({
				kind: "refused",
				cause: "bad_request",
			});
		},
	);
});

const tokens: Tokens = {
	access_token: "a-1",
	issued_at: 1_000,
	expires_at: 101_000,
	refresh_token: "r-1",
	seed_refresh_token: null,
	audience: "app",
};

test("an access token is unexpired until its time", () => {
	expect(isUnexpired(tokens, 100_999)).toBe(true);
	expect(isUnexpired(tokens, 101_000)).toBe(false);
	expect(isUnexpired({ ...tokens, access_token: null }, 1_000)).toBe(false);
});

test("tokens are refreshed in the last tenth of their lifetime", () => {
	expect(shouldRefresh(tokens, 90_999)).toBe(false);
	expect(shouldRefresh(tokens, 91_000)).toBe(true);
});

test("tokens are refreshed at most one minute before they expire", () => {
	const long = { ...tokens, expires_at: 5_401_000 };
	expect(shouldRefresh(long, 5_340_999)).toBe(false);
	expect(shouldRefresh(long, 5_341_000)).toBe(true);
});

describe("stored tokens", () => {
	test("are parsed unchanged", () => {
		const again: unknown = JSON.parse(JSON.stringify({ ...tokens, more: 1 }));
		expect(validate(tokensSchema, again)).toStrictEqual({
			kind: "parsed",
			value: tokens,
		});
		const spent = { ...tokens, access_token: null, refresh_token: null };
		expect(validate(tokensSchema, spent)).toStrictEqual({
			kind: "parsed",
			value: spent,
		});
	});

	test.each([
		null,
		{},
		{ ...tokens, access_token: "" },
		{ ...tokens, refresh_token: "a b" },
		{ ...tokens, issued_at: "now" },
		{ ...tokens, expires_at: null },
		{ ...tokens, seed_refresh_token: undefined },
		{ ...tokens, audience: null },
	])("are not parsed from %j", (input) => {
		expect(validate(tokensSchema, input).kind).toBe("invalid");
	});
});
