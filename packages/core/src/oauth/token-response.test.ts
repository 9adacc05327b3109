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

function answered(status: number, data: unknown = null): RequestEvent {
	return { kind: "response", status, headers: {}, data };
}

const reply = { access_token: "a-1", token_type: "bearer", expires_in: 5400 };
const granted = {
	kind: "granted",
	access_token: "a-1",
	refresh_token: null,
	lifetimeMs: 5_400_000,
};

describe("an answer to a request for tokens", () => {
	test("grants them, whatever else it says", () => {
		const more = { ...reply, refresh_token: "r-1", created_at: 1, new: {} };
		expect(parseTokenResponse(answered(200, more))).toStrictEqual({
			...granted,
			refresh_token: "r-1",
		});
		expect(parseTokenResponse(answered(200, reply))).toStrictEqual(granted);
		expect(
			parseTokenResponse(answered(200, { ...reply, refresh_token: null })),
		).toStrictEqual(granted);
	});

	test.each<[string, unknown]>([
		["nothing", null],
		["a page", "<html></html>"],
		["no access token", { ...reply, access_token: undefined }],
		["an empty access token", { ...reply, access_token: "" }],
		["one that no header can hold", { ...reply, access_token: "a b" }],
		["a line break after it", { ...reply, access_token: "a\n" }],
		["no life", { ...reply, expires_in: undefined }],
		["a life that is no number", { ...reply, expires_in: "5400" }],
		["no time to live", { ...reply, expires_in: 0 }],
		["a refresh token that is no text", { ...reply, refresh_token: 1 }],
	])("that holds %s decides nothing", (_, data) => {
		expect(parseTokenResponse(answered(200, data))).toStrictEqual({
			kind: "failed",
		});
	});

	test.each([201, 204, 302, 408, 429, 500, 503])(
		"of status %i decides nothing",
		(status) => {
			expect(parseTokenResponse(answered(status, reply))).toStrictEqual({
				kind: "failed",
			});
		},
	);

	test.each([{ kind: "no_response" }, { kind: "not_sent" }] as const)(
		"that is none ($kind) decides nothing",
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
			parseTokenResponse(answered(status, { error, error_description: "No." })),
		).toStrictEqual({ kind: "refused", cause });
	});

	test.each([400, 401, 403, 404])(
		"of status %i without a word is refused for what was sent",
		(status) => {
			expect(parseTokenResponse(answered(status))).toStrictEqual({
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

test("a token is alive until it expires", () => {
	expect(isUnexpired(tokens, 100_999)).toBe(true);
	expect(isUnexpired(tokens, 101_000)).toBe(false);
	expect(isUnexpired({ ...tokens, access_token: null }, 1_000)).toBe(false);
});

test("new ones are due in the last tenth of their life", () => {
	expect(shouldRefresh(tokens, 90_999)).toBe(false);
	expect(shouldRefresh(tokens, 91_000)).toBe(true);
});

test("and not more than a minute before its end", () => {
	const long = { ...tokens, expires_at: 5_401_000 };
	expect(shouldRefresh(long, 5_340_999)).toBe(false);
	expect(shouldRefresh(long, 5_341_000)).toBe(true);
});

describe("stored tokens", () => {
	test("are read back as they were", () => {
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
	])("are not read from %j", (input) => {
		expect(validate(tokensSchema, input).kind).toBe("invalid");
	});
});
