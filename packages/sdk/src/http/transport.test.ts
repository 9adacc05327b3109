import { expect, test, vi } from "vitest";
import { type Fetch, type HttpRequest, send } from "./transport.ts";

const call: HttpRequest = {
	method: "POST",
	url: new URL("https://api.example/x"),
	headers: { "X-A": "1" },
	body: { b: "ü" },
};

function answering(response: () => Response): Fetch {
	return () => Promise.resolve(response());
}

test("hands one request to fetch, which may be any function, and follows no redirect", async () => {
	const asked: Request[] = [];
	const fetch: Fetch = async (input, init) => {
		asked.push(new Request(input, init));
		return new Response(null, { status: 500 });
	};
	await send(fetch, call, 1_000, undefined);
	expect(asked).toHaveLength(1);
	expect(asked[0]).toMatchObject({
		method: "POST",
		url: "https://api.example/x",
		redirect: "manual",
	});
	expect(asked[0]?.headers.get("x-a")).toBe("1");
});

test("reads past every cache", async () => {
	const asked: Request[] = [];
	const fetch: Fetch = async (input, init) => {
		asked.push(new Request(input, init));
		return new Response("{}");
	};
	const { body: _, ...get } = { ...call, method: "GET" as const };
	await send(fetch, get, 1_000, undefined);
	expect(asked[0]?.cache).toBe("no-store");
});

test("calls fetch without an object of its own, as browsers and Workers require", async () => {
	const seen: unknown[] = [];
	await send(
		function (this: unknown) {
			seen.push(this);
			return Promise.resolve(new Response(null, { status: 204 }));
		},
		call,
		1_000,
		undefined,
	);
	expect(seen).toEqual([undefined]);
});

test.each<[string, string | null, unknown]>([
	["JSON", '{"a":[1]}', { a: [1] }],
	["JSON behind a byte order mark", "\ufeff{}", {}],
	["text", "Service Unavailable", "Service Unavailable"],
	["JSON cut short", '{"a":', '{"a":'],
	["nothing", null, null],
	["an empty body", "", null],
])("reads %s", async (_, body, data) => {
	const response = () =>
		new Response(body, { status: 422, headers: { "X-Request-Id": "r1" } });
	expect(await send(answering(response), call, 1_000, undefined)).toMatchObject(
		{
			kind: "response",
			status: 422,
			headers: { "x-request-id": "r1" },
			data,
		},
	);
});

test("takes a redirect that a browser hides for a redirect", async () => {
	const hidden = (): Response => {
		const response = new Response(null);
		Object.defineProperties(response, {
			type: { value: "opaqueredirect" },
			status: { value: 0 },
			ok: { value: false },
		});
		return response;
	};
	expect(await send(answering(hidden), call, 1_000, undefined)).toMatchObject({
		kind: "response",
		status: 302,
	});
});

test("does not wait for a fetch that ignores its signal", async () => {
	vi.useFakeTimers();
	const sent = send(() => new Promise(() => undefined), call, 5_000, undefined);
	await vi.advanceTimersByTimeAsync(4_999);
	const early = await Promise.race([sent, Promise.resolve("waiting")]);
	await vi.advanceTimersByTimeAsync(1);
	expect(early).toBe("waiting");
	expect(await sent).toEqual({ kind: "no_response" });
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

test("tells fetch to stop at the time-out, and leaves no timer after an answer", async () => {
	vi.useFakeTimers();
	let signal: AbortSignal | undefined;
	const hang: Fetch = (input, init) => {
		signal = new Request(input, init).signal;
		return new Promise(() => undefined);
	};
	const sent = send(hang, call, 10, undefined);
	await vi.advanceTimersByTimeAsync(10);
	await sent;
	expect(signal?.aborted).toBe(true);
	await send(
		answering(() => new Response(null, { status: 204 })),
		call,
		10_000,
		undefined,
	);
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

test.each<[string, Error, string]>([
	["an unnamed failure", new TypeError("fetch failed"), "no_response"],
	[
		"a refused connection",
		new TypeError("fetch failed", {
			cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
		}),
		"not_sent",
	],
])("%s is told apart", async (_, error, kind) => {
	expect(
		await send(() => Promise.reject(error), call, 1_000, undefined),
	).toEqual({ kind });
});

test("a body that breaks off is no answer, a 204 needs none", async () => {
	const breaking = (status: number) => () => {
		const body = new ReadableStream({
			pull: (controller) => controller.error(new Error("reset")),
		});
		return status === 204
			? new Response(null, { status })
			: new Response(body, { status });
	};
	expect(await send(answering(breaking(422)), call, 1_000, undefined)).toEqual({
		kind: "no_response",
	});
	expect(
		await send(answering(breaking(204)), call, 1_000, undefined),
	).toMatchObject({ kind: "response", status: 204, data: null });
});
