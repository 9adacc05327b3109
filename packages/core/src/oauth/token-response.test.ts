import { describe, expect, test } from "vitest";
import type { SettleEvent } from "../request/events.ts";
import { check } from "../validation/validate.ts";
import {
	grantFrom,
	isAlive,
	isDue,
	type Tokens,
	tokensSchema,
} from "./token-response.ts";

function answered(status: number, data: unknown = null): SettleEvent {
	return { kind: "answered", status, headers: {}, data };
}

const reply = { access_token: "a-1", token_type: "bearer", expires_in: 5400 };
const granted = {
	kind: "granted",
	access_token: "a-1",
	refresh_token: null,
	lifeMs: 5_400_000,
};

describe("an answer to a request for tokens", () => {
	test("grants them, whatever else it says", () => {
		const more = { ...reply, refresh_token: "r-1", created_at: 1, new: {} };
		expect(grantFrom(answered(200, more))).toStrictEqual({
			...granted,
			refresh_token: "r-1",
		});
		expect(grantFrom(answered(200, reply))).toStrictEqual(granted);
		expect(
			grantFrom(answered(200, { ...reply, refresh_token: null })),
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
		expect(grantFrom(answered(200, data))).toStrictEqual({ kind: "failed" });
	});

	test.each([201, 204, 302, 408, 429, 500, 503])(
		"of status %i decides nothing",
		(status) => {
			expect(grantFrom(answered(status, reply))).toStrictEqual({
				kind: "failed",
			});
		},
	);

	test.each([{ kind: "lost" }, { kind: "unsent" }] as const)(
		"that is none ($kind) decides nothing",
		(event) => {
			expect(grantFrom(event)).toStrictEqual({ kind: "failed" });
		},
	);

	test.each([
		[400, "invalid_grant", "spent"],
		[401, "invalid_grant", "spent"],
		[401, "invalid_client", "client"],
		[400, "invalid_client", "client"],
		[400, "unauthorized_client", "client"],
		[400, "invalid_request", "request"],
		[403, "forbidden", "request"],
	] as const)(
		"of status %i and %s is refused: %s",
		(status, error, because) => {
			expect(
				grantFrom(answered(status, { error, error_description: "No." })),
			).toStrictEqual({ kind: "refused", because });
		},
	);

	test.each([400, 401, 403, 404])(
		"of status %i without a word is refused for what was sent",
		(status) => {
			expect(grantFrom(answered(status))).toStrictEqual({
				kind: "refused",
				because: "request",
			});
		},
	);
});

const tokens: Tokens = {
	access_token: "a-1",
	issued_at: 1_000,
	expires_at: 101_000,
	refresh_token: "r-1",
	origin: null,
	issued_for: "app",
};

test("a token is alive until it expires", () => {
	expect(isAlive(tokens, 100_999)).toBe(true);
	expect(isAlive(tokens, 101_000)).toBe(false);
	expect(isAlive({ ...tokens, access_token: null }, 1_000)).toBe(false);
});

test("new ones are due in the last tenth of their life", () => {
	expect(isDue(tokens, 90_999)).toBe(false);
	expect(isDue(tokens, 91_000)).toBe(true);
});

test("and not more than a minute before its end", () => {
	const long = { ...tokens, expires_at: 5_401_000 };
	expect(isDue(long, 5_340_999)).toBe(false);
	expect(isDue(long, 5_341_000)).toBe(true);
});

describe("stored tokens", () => {
	test("are read back as they were", () => {
		const again: unknown = JSON.parse(JSON.stringify({ ...tokens, more: 1 }));
		expect(check(tokensSchema, again)).toStrictEqual({
			kind: "parsed",
			value: tokens,
		});
		const spent = { ...tokens, access_token: null, refresh_token: null };
		expect(check(tokensSchema, spent)).toStrictEqual({
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
		{ ...tokens, origin: undefined },
		{ ...tokens, issued_for: null },
	])("are not read from %j", (input) => {
		expect(check(tokensSchema, input).kind).toBe("invalid");
	});
});
