import { inspect } from "node:util";
import { expect, expectTypeOf, test } from "vitest";
import { bearer } from "./auth/auth.ts";
import { type Client, createClient } from "./client.ts";
import * as sdk from "./index.ts";
import type { RespondOptions } from "./settlement/respond-options.ts";
import { submission } from "./testing/sample-instance.ts";

const auth = bearer("very-secret-token");

test("the public names are these", () => {
	expect(Object.keys(sdk).toSorted()).toEqual([
		"AbortError",
		"SignoffError",
		"authorizationCode",
		"bearer",
		"byUrgency",
		"clientCredentials",
		"createClient",
		"createIdentityCache",
		"createRateLimiter",
		"defaultBaseUrl",
		"describe",
		"environments",
		"exitCodes",
		"isAbortError",
		"isSettlementStateError",
		"isSignoffError",
		"matchOutcome",
		"outcomeKinds",
		"outcomeSchema",
		"outcomeTraits",
		"parseSubmission",
		"readTokenExpiry",
		"refreshToken",
		"revokeTokens",
		"safe",
		"submissionSchema",
	]);
});

test("a client shows no secret", () => {
	const client = createClient({ auth });
	const shown =
		inspect({ client, auth }, { depth: 10, showHidden: true }) +
		JSON.stringify({ client, auth });
	expect(shown).not.toContain("very-secret-token");
});

test.each([
	"http://api.procore.com",
	"http://127.0.0.1.evil.example",
	"http://127.evil.example",
	"http://localhost.evil.example",
	"http://10.0.0.1",
	"ftp://api.procore.com",
	"//api.procore.com",
	"api.procore.com",
	"",
	"https://user:hunter2@api.procore.com",
	"https://hunter2@api.procore.com",
	"https://:hunter2@api.procore.com",
	"https://api.procore.com/?key=hunter2",
	"https://api.procore.com/#hunter2",
	"https://api.procore.com/api#",
	"https://api.procore.com/api?",
])("refuses the address %j, and does not repeat it in the error", (baseUrl) => {
	expect(() => createClient({ auth, baseUrl })).toThrow(TypeError);
	expect(() => createClient({ auth, baseUrl })).not.toThrow(/hunter2/);
});

test.each([
	"https://api.procore.com",
	"https://edge.example/procore/",
	"http://127.0.0.1:8787",
	"http://127.1:8787",
	"http://localhost:8787",
	"http://edge.localhost",
	"http://[::1]:8787",
])("accepts the address %j", (baseUrl) => {
	expect(() => createClient({ auth, baseUrl })).not.toThrow();
});

test.each([
	["", "empty"],
	["two words", "a space"],
	["line\nbreak", "a line break"],
	["sécret", "not ASCII"],
])(
	"refuses a token that cannot be sent in a header, without showing it (%#)",
	(token) => {
		expect(() => bearer(token)).toThrow(TypeError);
		if (token !== "") expect(() => bearer(token)).not.toThrow(token);
	},
);

test("refuses options that would otherwise be ignored", () => {
	const misspelt = { auth, baseURL: "https://sandbox.procore.com" };
	expect(() => createClient(misspelt)).toThrow("There is no option `baseURL`.");
	const without: Parameters<typeof createClient>[0] = JSON.parse("{}");
	expect(() => createClient(without)).toThrow("`auth`");
	const wrong: Parameters<typeof createClient>[0] =
		JSON.parse('{"auth":"token-1"}');
	expect(() => createClient(wrong)).toThrow(/`auth`/);
	expect(() => createClient(wrong)).not.toThrow(/token-1/);
});

test.each<[string, unknown]>([
	["deadlineMs", 0],
	["deadlineMs", Number.POSITIVE_INFINITY],
	["deadlineMs", "30"],
	["attemptTimeoutMs", -1],
	["maxDeliveryDelayMs", Number.NaN],
	["maxReadStalenessMs", null],
	["maxCalls", 1.5],
	["readFirst", "no"],
	["fetchMayResend", 1],
	["signal", {}],
	["instance", { id: "9001" }],
	["instance", null],
	["idempotencyToken", ""],
	["idempotencyToken", "a\r\nX-Evil: 1"],
	["deadline", 30_000],
])(
	"respond refuses the option %s: %j, before any request",
	async (name, value) => {
		const options: RespondOptions = Object.fromEntries([[name, value]]);
		const client = createClient({
			auth,
			fetch: () => Promise.reject(new Error("a request was made")),
		});
		await expect(client.respond(submission, options)).rejects.toThrow(
			TypeError,
		);
		await expect(client.respond(submission, options)).rejects.toThrow(name);
	},
);

test("a token that becomes invalid later is not sent, and not shown", async () => {
	const bad = {
		token: async () => "very secret\n",
		refresh: async () => "refused" as const,
	};
	const client = createClient({
		auth: bad,
		fetch: () => Promise.reject(new Error("a request was made")),
	});
	const outcome = await client.respond(submission, { maxCalls: 3 });
	expect(outcome).toMatchObject({
		kind: "deferred",
		cause: { code: "callback_failed" },
	});
	expect(inspect(outcome)).not.toContain("very secret");
});

test("the types describe the results", () => {
	expectTypeOf<
		Client["respond"]
	>().returns.resolves.toEqualTypeOf<sdk.Outcome>();
	expectTypeOf<
		Awaited<ReturnType<Client["preview"]>>["preview"]
	>().not.toExtend<sdk.Outcome>();
	expectTypeOf<Client["respond"]>()
		.parameter(0)
		.toEqualTypeOf<sdk.Submission>();
	expectTypeOf<{ tool_typ: string }>().not.toExtend<sdk.InstanceFilters>();
	expectTypeOf<{ company_id: number }>().not.toExtend<sdk.Scope>();
	expectTypeOf<typeof globalThis.fetch>().toExtend<sdk.Fetch>();
	expectTypeOf<"approved">().not.toExtend<sdk.OutcomeKind>();
	expectTypeOf(exitOf).returns.toEqualTypeOf<number>();
});

/** Compiles only if it handles every kind. */
function exitOf(outcome: sdk.Outcome): number {
	switch (outcome.kind) {
		case "recorded":
		case "unchanged":
		case "accepted":
			return 0;
		case "conflict":
			return outcome.differs.length;
		case "superseded":
			return outcome.decided_by.length;
		case "invalid":
			return outcome.issues.length;
		case "unauthenticated":
		case "forbidden":
		case "not_found":
			return outcome.reason?.code.length ?? 0;
		case "deferred":
		case "uncertain":
			return Date.parse(outcome.retry_at);
	}
}
