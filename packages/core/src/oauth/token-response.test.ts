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

function httpResponse(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): RequestEvent {
	return { kind: "response", status, headers, data };
}

const failed = { kind: "failed", retryAfterMs: 0, cause: null };
const parse = (event: RequestEvent) => parseTokenResponse(event, 0);

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
		expect(parse(httpResponse(200, more))).toStrictEqual({
			...granted,
			refresh_token: "r-1",
		});
		expect(parse(httpResponse(200, reply))).toStrictEqual(granted);
		expect(
			parse(httpResponse(200, { ...reply, refresh_token: null })),
		).toStrictEqual(granted);
	});

	test.each([
		["5400", 5_400_000],
		[" 3600.5 ", 3_600_500],
		[7_200, 7_200_000],
		[1e300, 31_536_000_000],
		["Infinity", 31_536_000_000],
	])("grants tokens for `expires_in` of %j", (expires_in, lifetimeMs) => {
		expect(parse(httpResponse(200, { ...reply, expires_in }))).toStrictEqual({
			...granted,
			lifetimeMs,
		});
	});

	test.each([undefined, null, 0, -1, "", "soon", {}, true, Number.NaN])(
		"grants tokens for today's lifetime if `expires_in` is %j",
		(expires_in) => {
			expect(parse(httpResponse(200, { ...reply, expires_in }))).toStrictEqual(
				granted,
			);
		},
	);

	test.each([
		["", null],
		["  ", null],
		[{}, null],
		[12, "12"],
		["a b", "a b"],
	])("with `refresh_token` of %j grants %j", (sent, refresh_token) => {
		expect(
			parse(httpResponse(200, { ...reply, refresh_token: sent })),
		).toStrictEqual({ ...granted, refresh_token });
	});

	test("grants an access token without the white space around it", () => {
		const data = { ...reply, access_token: "a-1\r\n" };
		expect(parse(httpResponse(200, data))).toStrictEqual(granted);
	});

	test.each([undefined, null, "", "a b", "ä", {}])(
		"grants the refresh token also if the access token is %j",
		(access_token) => {
			const data = { ...reply, access_token, refresh_token: "r-1" };
			expect(parse(httpResponse(200, data))).toStrictEqual({
				...granted,
				access_token: null,
				refresh_token: "r-1",
			});
		},
	);

	test.each([200, 201, 202, 203, 206])(
		"of status %i grants tokens",
		(status) => {
			expect(parse(httpResponse(status, reply))).toStrictEqual(granted);
		},
	);

	test.each<[string, unknown]>([
		["nothing", null],
		["no token", { ...reply, access_token: undefined }],
		["an empty access token alone", { ...reply, access_token: "" }],
		["a list", [reply]],
	])("with %s is inconclusive", (_, data) => {
		expect(parse(httpResponse(200, data))).toStrictEqual(failed);
	});

	test.each<[number, unknown, string | null]>([
		[200, "<html></html>", "not_the_api"],
		[302, reply, "not_the_api"],
		[408, reply, "server_error"],
		[429, reply, null],
		[500, reply, "server_error"],
		[503, "<html></html>", "server_error"],
	])(
		"of status %i with %j is inconclusive, because of %s",
		(status, data, cause) => {
			expect(parse(httpResponse(status, data))).toStrictEqual({
				...failed,
				cause,
			});
		},
	);

	test.each([
		[429, { "retry-after": "7" }, 7_000],
		[503, { "retry-after": "2.5" }, 3_000],
		[429, { "x-rate-limit-reset": "9", "retry-after": "3" }, 9_000],
		[500, { "retry-after": "999999999" }, 0],
	])(
		"of status %i with %j asks for a delay",
		(status, headers, retryAfterMs) => {
			expect(parse(httpResponse(status, null, headers))).toMatchObject({
				kind: "failed",
				retryAfterMs,
			});
		},
	);

	test.each([{ kind: "no_response" }, { kind: "not_sent" }] as const)(
		"is inconclusive if there is none ($kind)",
		(event) => {
			expect(parse(event)).toStrictEqual(failed);
			expect(parse({ ...event, cause: "tls_certificate" })).toStrictEqual({
				...failed,
				cause: "tls_certificate",
				permanent: true,
			});
			expect(
				parse({ kind: "not_sent", cause: "proxy_refused", permanent: true }),
			).toStrictEqual({ ...failed, cause: "proxy_refused", permanent: true });
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
			parse(httpResponse(status, { error, error_description: "No." })),
		).toStrictEqual({ kind: "refused", cause });
	});

	test.each([400, 401, 403, 404])(
		"of status %i without a body is refused as a bad request",
		(status) => {
			expect(parse(httpResponse(status))).toStrictEqual({
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
		{ ...tokens, refresh_token: "" },
		{ ...tokens, issued_at: "now" },
		{ ...tokens, expires_at: null },
		{ ...tokens, seed_refresh_token: undefined },
		{ ...tokens, audience: null },
	])("are not parsed from %j", (input) => {
		expect(validate(tokensSchema, input).kind).toBe("invalid");
	});
});
