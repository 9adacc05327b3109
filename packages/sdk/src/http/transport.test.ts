import { expect, test, vi } from "vitest";
import {
	type Fetch,
	type HttpRequest,
	type SendResult,
	send,
} from "./transport.ts";

const request: HttpRequest = {
	method: "POST",
	url: new URL("https://api.example/x"),
	headers: { "X-A": "1" },
	body: { b: "ü" },
};

function replying(response: () => Response): Fetch {
	return () => Promise.resolve(response());
}

test("passes one request to fetch, which may be any function, and follows no redirect", async () => {
	const sent: Request[] = [];
	const fetch: Fetch = async (input, init) => {
		sent.push(new Request(input, init));
		return new Response(null, { status: 500 });
	};
	await send(fetch, request, 1_000, undefined);
	expect(sent).toHaveLength(1);
	expect(sent[0]).toMatchObject({
		method: "POST",
		url: "https://api.example/x",
		redirect: "manual",
	});
	expect(sent[0]?.headers.get("x-a")).toBe("1");
});

test("reads bypass every cache", async () => {
	const sent: Request[] = [];
	const fetch: Fetch = async (input, init) => {
		sent.push(new Request(input, init));
		return new Response("{}");
	};
	const { body: _, ...get } = { ...request, method: "GET" as const };
	await send(fetch, get, 1_000, undefined);
	expect(sent[0]?.cache).toBe("no-store");
});

test("calls fetch without a receiver, as browsers and Workers require", async () => {
	const receivers: unknown[] = [];
	await send(
		function (this: unknown) {
			receivers.push(this);
			return Promise.resolve(new Response(null, { status: 204 }));
		},
		request,
		1_000,
		undefined,
	);
	expect(receivers).toEqual([undefined]);
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
	expect(
		await send(replying(response), request, 1_000, undefined),
	).toMatchObject({
		kind: "response",
		status: 422,
		headers: { "x-request-id": "r1" },
		data,
	});
});

test("treats an opaque redirect as a redirect", async () => {
	const hidden = (): Response => {
		const response = new Response(null);
		Object.defineProperties(response, {
			type: { value: "opaqueredirect" },
			status: { value: 0 },
			ok: { value: false },
		});
		return response;
	};
	expect(await send(replying(hidden), request, 1_000, undefined)).toMatchObject(
		{
			kind: "response",
			status: 302,
		},
	);
});

test("does not wait for a fetch that ignores its signal", async () => {
	vi.useFakeTimers();
	const sent = send(
		() => new Promise(() => undefined),
		request,
		5_000,
		undefined,
	);
	await vi.advanceTimersByTimeAsync(4_999);
	const early = await Promise.race([sent, Promise.resolve("waiting")]);
	await vi.advanceTimersByTimeAsync(1);
	expect(early).toBe("waiting");
	expect(await sent).toEqual({ kind: "no_response", cause: "timeout" });
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

test("aborts fetch at the timeout, and leaves no timer after a response", async () => {
	vi.useFakeTimers();
	let signal: AbortSignal | undefined;
	const hang: Fetch = (input, init) => {
		signal = new Request(input, init).signal;
		return new Promise(() => undefined);
	};
	const sent = send(hang, request, 10, undefined);
	await vi.advanceTimersByTimeAsync(10);
	await sent;
	expect(signal?.aborted).toBe(true);
	await send(
		replying(() => new Response(null, { status: 204 })),
		request,
		10_000,
		undefined,
	);
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

test.each<[string, Error, SendResult]>([
	[
		"an unnamed failure",
		new TypeError("fetch failed"),
		{ kind: "no_response", cause: "connection_lost" },
	],
	[
		"a refused connection",
		new TypeError("fetch failed", {
			cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
		}),
		{ kind: "not_sent", cause: "connection_refused" },
	],
])("%s is recognised", async (_, error, result) => {
	expect(
		await send(() => Promise.reject(error), request, 1_000, undefined),
	).toEqual(result);
});

test.each<[string, Fetch]>([
	[
		"throws",
		() => {
			throw new Error("A mistake.");
		},
	],
	["rejects with a text", () => Promise.reject("a text")],
	["rejects with nothing", () => Promise.reject()],
])("a fetch that %s counts as no response", async (_, fetch) => {
	expect(await send(fetch, request, 1_000, undefined)).toEqual({
		kind: "no_response",
		cause: "callback_failed",
	});
});

test("an interrupted body counts as no response; a 204 needs no body", async () => {
	const breaking = (status: number) => () => {
		const body = new ReadableStream({
			pull: (controller) => controller.error(new Error("reset")),
		});
		return status === 204
			? new Response(null, { status })
			: new Response(body, { status });
	};
	expect(
		await send(replying(breaking(422)), request, 1_000, undefined),
	).toEqual({
		kind: "no_response",
		cause: "connection_lost",
	});
	expect(
		await send(replying(breaking(204)), request, 1_000, undefined),
	).toMatchObject({ kind: "response", status: 204, data: null });
});
