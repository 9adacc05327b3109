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
	expect(await transport.send(request, 10)).toEqual({ kind: "not_sent" });
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

test("a refresh that rejects or takes too long has failed", async () => {
	const token = (): Promise<string> => Promise.resolve("t");
	const rejects = { token, refresh: () => Promise.reject(new Error("no")) };
	const hangs = {
		token,
		refresh: () => new Promise<"failed">(() => undefined),
	};
	for (const auth of [rejects, hangs])
		expect(
			await createAuthenticatedTransport(
				{ ...options, auth },
				undefined,
			).refresh(10),
		).toEqual({ kind: "refresh_failed" });
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
