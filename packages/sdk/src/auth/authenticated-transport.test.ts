import { afterEach, expect, test, vi } from "vitest";
import type { ClientContext } from "../context/client-context.ts";
import { createObserver } from "../observability/create-observer.ts";
import { createRateLimiter } from "../rate-limit/rate-limiter.ts";
import { bearer } from "./auth.ts";
import { createAuthenticatedTransport } from "./authenticated-transport.ts";
import { createIdentityCache } from "./identity-cache.ts";

const session: ClientContext = {
	base: new URL("https://api.example"),
	auth: bearer("ada-token"),
	fetch: () => Promise.resolve(new Response(null, { status: 204 })),
	identityCache: createIdentityCache(),
	rateLimiter: createRateLimiter(),
	observer: createObserver({}, undefined),
};

afterEach(() => {
	vi.unstubAllGlobals();
});

test.each([
	"https://evil.example/x",
	"http://api.example/x",
	"https://api.example:8443/x",
])("takes no token to %s", (address) => {
	const caller = createAuthenticatedTransport(session, undefined);
	expect(() =>
		caller.send({ method: "GET", url: new URL(address), headers: {} }, 1_000),
	).toThrow(TypeError);
});

test("waits no longer for a token than for the answer", async () => {
	const waiting = {
		token: () => new Promise<string>(() => undefined),
		refresh: async () => "failed" as const,
	};
	const caller = createAuthenticatedTransport(
		{ ...session, auth: waiting },
		undefined,
	);
	const request = {
		method: "GET",
		url: new URL("https://api.example/x"),
		headers: {},
	} as const;
	expect(await caller.send(request, 10)).toEqual({ kind: "not_sent" });
});

test("a token that is still to come is waited for, whatever goes by the name of Promise", async () => {
	vi.stubGlobal("Promise", class Other<T> extends Promise<T> {});
	const sent: (string | null)[] = [];
	const caller = createAuthenticatedTransport(
		{
			...session,
			auth: { ...session.auth, token: async () => "late-token" },
			fetch: async (input, init) => {
				sent.push(new Request(input, init).headers.get("authorization"));
				return new Response(null, { status: 204 });
			},
		},
		undefined,
	);
	const url = new URL("https://api.example/x");
	await caller.send({ method: "GET", url, headers: {} }, 1_000);
	expect(sent).toEqual(["Bearer late-token"]);
	expect(caller.lastToken()).toBe("late-token");
});

test("a refresh that rejects, or takes too long, has failed", async () => {
	const token = (): Promise<string> => Promise.resolve("t");
	const rejects = { token, refresh: () => Promise.reject(new Error("no")) };
	const hangs = {
		token,
		refresh: () => new Promise<"failed">(() => undefined),
	};
	for (const auth of [rejects, hangs])
		expect(
			await createAuthenticatedTransport(
				{ ...session, auth },
				undefined,
			).refresh(10),
		).toEqual({ kind: "refresh_failed" });
});
