import { afterEach, expect, test, vi } from "vitest";

import { bearer } from "./auth.ts";
import {
	createAuthenticatedTransport,
	type TransportOptions,
} from "./authenticated-transport.ts";

const options: TransportOptions = {
	base: new URL("https://api.example"),
	auth: bearer("ada-token"),
	fetch: () => Promise.resolve(new Response(null, { status: 204 })),
};

afterEach(() => {
	vi.unstubAllGlobals();
});

test.each([
	"https://evil.example/x",
	"http://api.example/x",
	"https://api.example:8443/x",
])("sends no token to %s", (address) => {
	const transport = createAuthenticatedTransport(options, undefined);
	expect(() =>
		transport.send(
			{ method: "GET", url: new URL(address), headers: {} },
			1_000,
		),
	).toThrow(TypeError);
});

test("waits no longer for a token than for the response", async () => {
	const hanging = {
		token: () => new Promise<string>(() => undefined),
		refresh: async () => "failed" as const,
	};
	const transport = createAuthenticatedTransport(
		{ ...options, auth: hanging },
		undefined,
	);
	const request = {
		method: "GET",
		url: new URL("https://api.example/x"),
		headers: {},
	} as const;
	expect(await transport.send(request, 10)).toEqual({
		kind: "not_sent",
		cause: "timeout",
	});
});

test("a pending token is awaited, whatever class `Promise` is", async () => {
	vi.stubGlobal("Promise", class Other<T> extends Promise<T> {});
	const sent: (string | null)[] = [];
	const transport = createAuthenticatedTransport(
		{
			...options,
			auth: { ...options.auth, token: async () => "late-token" },
			fetch: async (input, init) => {
				sent.push(new Request(input, init).headers.get("authorization"));
				return new Response(null, { status: 204 });
			},
		},
		undefined,
	);
	const url = new URL("https://api.example/x");
	await transport.send({ method: "GET", url, headers: {} }, 1_000);
	expect(sent).toEqual(["Bearer late-token"]);
	expect(transport.lastToken()).toBe("late-token");
});

const fail = (): never => {
	throw new Error("The file is being rotated.");
};
const callbackFailed = { kind: "not_sent", cause: "callback_failed" };

/** What JavaScript code may pass. */
function withCallback(name: string, callback: () => unknown): TransportOptions {
	return { ...options, auth: Object.assign(bearer("t"), { [name]: callback }) };
}

test.each<[string, () => unknown]>([
	["throws", fail],
	["rejects", () => Promise.reject(new Error("no"))],
	["rejects with nothing", () => Promise.reject()],
	["returns a token with a line end", () => "x\n"],
	["resolves to a token with a line end", async () => "x\n"],
	["returns an empty token", () => ""],
	["returns nothing", () => undefined],
	["returns a number", () => 7],
])(
	"if `token` %s, nothing is sent, and nothing is thrown",
	async (_, token) => {
		const url = new URL("https://api.example/x");
		const transport = createAuthenticatedTransport(
			{ ...withCallback("token", token), fetch: fail },
			undefined,
		);
		expect(
			await transport.send({ method: "GET", url, headers: {} }, 1_000),
		).toMatchObject(callbackFailed);
		expect(await transport.currentToken(1_000)).toBeNull();
		expect(transport.lastToken()).toBeNull();
	},
);

test.each<[string, () => unknown]>([
	["throws", fail],
	["rejects", () => Promise.reject(new Error("no"))],
	["resolves to nothing", async () => undefined],
	["resolves to something else", async () => "renewed"],
	["resolves to an object of another kind", async () => ({ kind: "renewed" })],
])("if `refresh` %s, it failed, and nothing is thrown", async (_, refresh) => {
	const transport = createAuthenticatedTransport(
		withCallback("refresh", refresh),
		undefined,
	);
	expect(await transport.refresh(10)).toEqual(callbackFailed);
});

test("a refresh that takes too long has no response", async () => {
	const hangs = () => new Promise(() => undefined);
	const transport = createAuthenticatedTransport(
		withCallback("refresh", hangs),
		undefined,
	);
	expect(await transport.refresh(10)).toEqual({
		kind: "no_response",
		cause: "timeout",
	});
});

test("a refresh that has to wait is throttled until then", async () => {
	const auth = {
		token: () => null,
		refresh: async () => ({ kind: "throttled", retryAfterMs: 500 }) as const,
	};
	const earliest = Date.now() + 499;
	const transport = createAuthenticatedTransport(
		{ ...options, auth },
		undefined,
	);
	const event = await transport.refresh(10);
	expect(event.kind === "throttled" && event.until).toBeGreaterThan(earliest);
});
