import { expect, test } from "vitest";
import type { NetworkFault } from "../simulation/faults.ts";
import { type Exchange, exchange } from "./testing/raw-exchange.ts";
import {
	read,
	serveOne,
	submit,
	submitRequest,
	untilReceived,
} from "./testing/setup.ts";
import type { SocketFault } from "./types.ts";

type AnyFault = NetworkFault | SocketFault;
type Case<F> = {
	fault: F;
	/** How the exchange of a POST with this fault ends. */
	ends: Partial<Exchange>;
	/** The origins of the responses on record once the world has settled. */
	origins: string[];
	/** The status that the server reports as sent. */
	sent: number | null;
};

const reset = { ending: "reset", status: null } as const;
const recorded = ["submit 1"];
const loss = "reset";

// A table, so that a new fault does not compile without a test over a socket.
const cases: { [K in AnyFault["kind"]]: Case<Extract<AnyFault, { kind: K }>> } =
	{
		none: {
			fault: { kind: "none" },
			ends: { ending: "closed", status: 204, body: "" },
			origins: recorded,
			sent: 204,
		},
		not_sent: {
			fault: { kind: "not_sent" },
			ends: reset,
			origins: [],
			sent: null,
		},
		request_dropped: {
			fault: { kind: "request_dropped", loss },
			ends: reset,
			origins: [],
			sent: null,
		},
		reply_dropped: {
			fault: { kind: "reply_dropped", loss },
			ends: reset,
			origins: recorded,
			sent: null,
		},
		arrives_late: {
			fault: { kind: "arrives_late", loss, delay_ms: 30 },
			ends: reset,
			origins: recorded,
			sent: null,
		},
		duplicated: {
			fault: { kind: "duplicated" },
			ends: { ending: "closed", status: 204 },
			origins: recorded,
			sent: 204,
		},
		duplicated_late: {
			fault: { kind: "duplicated_late", loss, delay_ms: 30 },
			ends: reset,
			origins: recorded,
			sent: null,
		},
		failed: {
			fault: {
				kind: "failed",
				status: 503,
				recorded: true,
				retry_after: 7,
				html: true,
			},
			ends: {
				ending: "closed",
				status: 503,
				headers: expect.objectContaining({
					"retry-after": "7",
					"content-type": "text/html",
				}),
				body: expect.stringMatching(/^<html>/),
			},
			origins: recorded,
			sent: 503,
		},
		relayed: {
			fault: { kind: "relayed", status: 504, recorded: true },
			ends: {
				ending: "closed",
				status: 504,
				headers: expect.objectContaining({ "retry-after": "1" }),
				body: expect.stringContaining('"kind":"uncertain"'),
			},
			origins: recorded,
			sent: 504,
		},
		refused: {
			fault: { kind: "refused", status: 403 },
			ends: {
				ending: "closed",
				status: 403,
				body: expect.stringContaining("error"),
			},
			origins: [],
			sent: 403,
		},
		rate_limited: {
			fault: { kind: "rate_limited", reset_in: 3, retry_after: 2, dated: true },
			ends: {
				ending: "closed",
				status: 429,
				headers: expect.objectContaining({
					"x-rate-limit-remaining": "0",
					"x-rate-limit-reset": expect.stringMatching(/^[0-9]{10}$/),
					"retry-after": "2",
					date: expect.any(String),
				}),
			},
			origins: [],
			sent: 429,
		},
		token_expired: {
			fault: { kind: "token_expired" },
			ends: { ending: "closed", status: 401 },
			origins: [],
			sent: 401,
		},
		stale: {
			fault: { kind: "stale", staleness_ms: 10 },
			ends: { ending: "closed", status: 204 },
			origins: recorded,
			sent: 204,
		},
		garbled: {
			fault: { kind: "garbled" },
			ends: {
				ending: "closed",
				status: 200,
				body: expect.stringContaining("form"),
			},
			origins: [],
			sent: 200,
		},
		truncated: {
			fault: { kind: "truncated" },
			ends: {
				ending: "closed",
				status: 204,
				headers: expect.not.objectContaining({ connection: "close" }),
			},
			origins: recorded,
			sent: null,
		},
		wrong_length: {
			fault: { kind: "wrong_length" },
			ends: { ending: "closed", status: 204 },
			origins: recorded,
			sent: 204,
		},
		slow: {
			fault: { kind: "slow", duration_ms: 60 },
			ends: {
				ending: "closed",
				status: 204,
				headers: expect.objectContaining({ connection: "close" }),
			},
			origins: recorded,
			sent: 204,
		},
		empty: {
			fault: { kind: "empty" },
			ends: { ending: "closed", status: null, body: "" },
			origins: recorded,
			sent: null,
		},
	};

test.each(Object.entries(cases))(
	"a POST with the fault %s",
	async (_, { fault, ends, origins, sent }) => {
		const faults = [{ call: "submit" as const, nth: 1, fault }];
		const { server, world } = await serveOne({ faults });
		expect(await submit(world)).toMatchObject(ends);
		const { responses } = await server.settled(world);
		expect(responses.map(({ origin }) => origin)).toEqual(origins);
		expect(await server.receivedRequests(world)).toEqual([
			{ call: "submit", status: sent },
		]);
	},
);

const hanging: [fault: NetworkFault, origins: string[]][] = [
	[{ kind: "request_dropped", loss: "hang" }, []],
	[{ kind: "reply_dropped", loss: "hang" }, recorded],
	[{ kind: "arrives_late", loss: "hang", delay_ms: 30 }, recorded],
	[{ kind: "duplicated_late", loss: "hang", delay_ms: 30 }, recorded],
];

test.each(hanging)(
	"a POST that hangs because of %o",
	async (fault, origins) => {
		const faults = [{ call: "submit" as const, nth: 1, fault }];
		const { server, world } = await serveOne({ faults });
		const client = new AbortController();
		const aborted = exchange(
			world.base_url,
			submitRequest(world),
			client.signal,
		);
		// Once the request is received, nothing but the reply that is never sent is in flight.
		await untilReceived(server, world);
		const { responses } = await server.settled(world);
		client.abort();
		expect(await aborted).toMatchObject({ ending: "aborted", status: null });
		expect(responses.map(({ origin }) => origin)).toEqual(origins);
	},
);

test("a request that arrives late has no effect before", async () => {
	const fault = { kind: "arrives_late", loss, delay_ms: 300 } as const;
	const { server, world } = await serveOne({
		faults: [{ call: "submit", nth: 1, fault }],
	});
	await submit(world);
	expect((await server.record(world)).responses).toEqual([]);
	expect((await server.settled(world)).responses).toHaveLength(1);
});

test("a truncated reply and one with a wrong length end within their JSON", async () => {
	const { world } = await serveOne({
		faults: [
			{ call: "read_instance", nth: 1, fault: { kind: "truncated" } },
			{ call: "read_instance", nth: 2, fault: { kind: "wrong_length" } },
		],
	});
	const cut = await read(world, "instance");
	expect(cut.body.length).toBeLessThan(Number(cut.headers["content-length"]));
	const wrong = await read(world, "instance");
	const named = Number(wrong.headers["content-length"]);
	expect(named).toBeLessThan(wrong.body.length);
	expect(() => JSON.parse(wrong.body.slice(0, named))).toThrow(SyntaxError);
	expect(JSON.parse((await read(world, "instance")).body)).toHaveProperty(
		"data",
	);
});

test("a stale read shows an earlier state", async () => {
	const { world } = await serveOne({
		faults: [
			{
				call: "read_instance",
				nth: 1,
				fault: { kind: "stale", staleness_ms: 50_000 },
			},
		],
		before: [{ kind: "responds", person_id: "101", option: 0, comment: "old" }],
	});
	expect((await read(world, "instance")).body).not.toContain("old");
	expect((await read(world, "instance")).body).toContain("old");
});

test("an expired token stays expired until it is renewed", async () => {
	const { server, world } = await serveOne({
		faults: [
			{ call: "submit", nth: 1, fault: { kind: "token_expired" } },
			{ call: "submit", nth: 2, fault: { kind: "garbled" } },
			{
				call: "submit",
				nth: 3,
				fault: { kind: "arrives_late", loss, delay_ms: 5 },
			},
		],
	});
	expect((await submit(world)).status).toBe(401);
	expect((await read(world, "me")).status).toBe(401);
	expect((await submit(world)).status).toBe(401);
	await submit(world);
	expect((await server.settled(world)).responses).toEqual([]);
	const token = await server.renewToken(world);
	expect((await submit(world)).status).toBe(401);
	expect((await submit({ ...world, token })).status).toBe(204);
});

test("a redirect leads to a page with status 200, and a client that follows it is counted", async () => {
	const { server, world } = await serveOne({
		faults: [
			{
				call: "submit",
				nth: 1,
				fault: {
					kind: "failed",
					status: 302,
					recorded: false,
					retry_after: null,
					html: false,
				},
			},
		],
	});
	const request = submitRequest(world);
	const response = await fetch(world.base_url + request.path, {
		method: "POST",
		headers: request.headers,
		body: request.body ?? "",
	});
	expect(response.status).toBe(200);
	expect(await response.text()).toContain("Log in");
	expect(await server.receivedRequests(world)).toEqual([
		{ call: "submit", status: 302 },
		{ call: "other", status: 200 },
	]);
});

test("a 429 that is not dated has no Date header", async () => {
	const fault = {
		kind: "rate_limited",
		reset_in: 1,
		retry_after: null,
		dated: false,
	} as const;
	const { world } = await serveOne({
		faults: [{ call: "read_me", nth: 1, fault }],
	});
	const { headers } = await read(world, "me");
	expect(headers).not.toHaveProperty("date");
	expect(headers).not.toHaveProperty("retry-after");
	expect(headers).toHaveProperty("x-request-id");
});
