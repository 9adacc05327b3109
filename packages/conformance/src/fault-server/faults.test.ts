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

type AnyFate = NetworkFault | SocketFault;
type Case<F> = {
	fault: F;
	/** How the exchange ends for a POST that meets it. */
	ends: Partial<Exchange>;
	/** Under which names the server then holds an answer, once all has arrived. */
	holds: string[];
	/** The status that the server has seen go out. */
	sent: number | null;
};

const reset = { ending: "reset", status: null } as const;
const recorded = ["submit 1"];
const loss = "reset";

// A table: a new fate does not compile until it is tried over a socket.
const cases: { [K in AnyFate["kind"]]: Case<Extract<AnyFate, { kind: K }>> } = {
	none: {
		fault: { kind: "none" },
		ends: { ending: "closed", status: 204, body: "" },
		holds: recorded,
		sent: 204,
	},
	not_sent: { fault: { kind: "not_sent" }, ends: reset, holds: [], sent: null },
	request_dropped: {
		fault: { kind: "request_dropped", loss },
		ends: reset,
		holds: [],
		sent: null,
	},
	reply_dropped: {
		fault: { kind: "reply_dropped", loss },
		ends: reset,
		holds: recorded,
		sent: null,
	},
	arrives_late: {
		fault: { kind: "arrives_late", loss, delay_ms: 30 },
		ends: reset,
		holds: recorded,
		sent: null,
	},
	duplicated: {
		fault: { kind: "duplicated" },
		ends: { ending: "closed", status: 204 },
		holds: recorded,
		sent: 204,
	},
	duplicated_late: {
		fault: { kind: "duplicated_late", loss, delay_ms: 30 },
		ends: reset,
		holds: recorded,
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
		holds: recorded,
		sent: 503,
	},
	refused: {
		fault: { kind: "refused", status: 403 },
		ends: {
			ending: "closed",
			status: 403,
			body: expect.stringContaining("error"),
		},
		holds: [],
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
		holds: [],
		sent: 429,
	},
	token_expired: {
		fault: { kind: "token_expired" },
		ends: { ending: "closed", status: 401 },
		holds: [],
		sent: 401,
	},
	stale: {
		fault: { kind: "stale", staleness_ms: 10 },
		ends: { ending: "closed", status: 204 },
		holds: recorded,
		sent: 204,
	},
	garbled: {
		fault: { kind: "garbled" },
		ends: {
			ending: "closed",
			status: 200,
			body: expect.stringContaining("form"),
		},
		holds: [],
		sent: 200,
	},
	truncated: {
		fault: { kind: "truncated" },
		ends: {
			ending: "closed",
			status: 204,
			headers: expect.not.objectContaining({ connection: "close" }),
		},
		holds: recorded,
		sent: null,
	},
	wrong_length: {
		fault: { kind: "wrong_length" },
		ends: { ending: "closed", status: 204 },
		holds: recorded,
		sent: 204,
	},
	slow: {
		fault: { kind: "slow", duration_ms: 60 },
		ends: {
			ending: "closed",
			status: 204,
			headers: expect.objectContaining({ connection: "close" }),
		},
		holds: recorded,
		sent: 204,
	},
	empty: {
		fault: { kind: "empty" },
		ends: { ending: "closed", status: null, body: "" },
		holds: recorded,
		sent: null,
	},
};

test.each(Object.entries(cases))(
	"a POST that meets %s",
	async (_, { fault, ends, holds, sent }) => {
		const faults = [{ call: "submit" as const, nth: 1, fault }];
		const { server, world } = await serveOne({ faults });
		expect(await submit(world)).toMatchObject(ends);
		const { responses } = await server.settled(world);
		expect(responses.map(({ origin }) => origin)).toEqual(holds);
		expect(await server.receivedRequests(world)).toEqual([
			{ call: "submit", status: sent },
		]);
	},
);

const hanging: [fault: NetworkFault, holds: string[]][] = [
	[{ kind: "request_dropped", loss: "hang" }, []],
	[{ kind: "reply_dropped", loss: "hang" }, recorded],
	[{ kind: "arrives_late", loss: "hang", delay_ms: 30 }, recorded],
	[{ kind: "duplicated_late", loss: "hang", delay_ms: 30 }, recorded],
];

test.each(hanging)("a POST that hangs, by %o", async (fault, holds) => {
	const faults = [{ call: "submit" as const, nth: 1, fault }];
	const { server, world } = await serveOne({ faults });
	const patience = new AbortController();
	const left = exchange(world.base_url, submitRequest(world), patience.signal);
	// The call has come once it is seen; then nothing more is under way but the answer that never comes.
	await untilReceived(server, world);
	const { responses } = await server.settled(world);
	patience.abort();
	expect(await left).toMatchObject({ ending: "aborted", status: null });
	expect(responses.map(({ origin }) => origin)).toEqual(holds);
});

test("a message that arrives late is not there before", async () => {
	const fault = { kind: "arrives_late", loss, delay_ms: 300 } as const;
	const { server, world } = await serveOne({
		faults: [{ call: "submit", nth: 1, fault }],
	});
	await submit(world);
	expect((await server.record(world)).responses).toEqual([]);
	expect((await server.settled(world)).responses).toHaveLength(1);
});

test("an answer cut short, and one whose length is wrong, end within their JSON", async () => {
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

test("a read that is stale shows what was", async () => {
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

test("a redirect leads to a page that answers 200, and who follows it is seen", async () => {
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
	const ask = submitRequest(world);
	const response = await fetch(world.base_url + ask.path, {
		method: "POST",
		headers: ask.headers,
		body: ask.body ?? "",
	});
	expect(response.status).toBe(200);
	expect(await response.text()).toContain("Log in");
	expect(await server.receivedRequests(world)).toEqual([
		{ call: "submit", status: 302 },
		{ call: "other", status: 200 },
	]);
});

test("a limit without a Date has none", async () => {
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
