import type { SettlementState } from "@signoff/core/settlement";
import { expect, test, vi } from "vitest";
import { bearer } from "../auth/auth.ts";
import { type Client, createClient } from "../client.ts";
import {
	noContent,
	personAda,
	sampleApi,
	submission,
} from "../testing/sample-instance.ts";
import {
	type StubReply,
	type StubServer,
	serve,
} from "../testing/stub-server.ts";

const dropped: StubReply = { kind: "drop" };
const direct = { readFirst: false };

const clientOf = ({ url }: StubServer, token = "ada-token"): Client =>
	createClient({ baseUrl: url, auth: bearer(token) });

/** Saves states as a store of JSON would. */
function store(): {
	states: SettlementState[];
	save: (state: SettlementState) => Promise<void>;
	last: () => SettlementState;
} {
	const states: SettlementState[] = [];
	return {
		states,
		save: async (state) => void states.push(JSON.parse(JSON.stringify(state))),
		last: () => {
			const state = states.at(-1);
			if (state === undefined) throw new Error("Nothing was saved.");
			return state;
		},
	};
}

/** A state that was stored, with other fields; as JavaScript code may pass it. */
function altered(state: SettlementState, fields: object): SettlementState {
	return JSON.parse(JSON.stringify({ ...state, ...fields }));
}

test("saves each state before its request is sent, and the last one before it resolves", async () => {
	const server = await serve(sampleApi(() => noContent));
	const saved: string[] = [];
	const result = await clientOf(server).settle(submission, {
		save: async ({ command }) => {
			await new Promise((resolve) => setImmediate(resolve));
			saved.push(`${command.kind} after ${server.requests.length}`);
		},
	});
	expect(saved).toEqual([
		"read_me after 0",
		"read_instance after 1",
		"submit after 2",
		"finish after 3",
	]);
	expect(result).toMatchObject({
		kind: "settled",
		outcome: { kind: "recorded" },
		state: { command: { kind: "finish", outcome: { kind: "recorded" } } },
	});
});

test.each([0, 1, 2, 3])(
	"if save number %d rejects, nothing more is sent, and the call rejects with that error",
	async (failing) => {
		const server = await serve(sampleApi(() => noContent));
		const diskFull = new Error("The disk is full.");
		let saves = 0;
		const save = async (): Promise<void> => {
			if (saves++ === failing) throw diskFull;
		};
		const call = clientOf(server).settle(submission, { save });
		await expect(call).rejects.toBe(diskFull);
		expect(server.requests).toHaveLength(failing);
		expect(saves).toBe(failing + 1);
	},
);

test("a save that throws at once rejects the call too", async () => {
	const server = await serve(sampleApi(() => noContent));
	const save = (): never => {
		throw new Error("No store.");
	};
	const call = clientOf(server).settle(submission, { save });
	await expect(call).rejects.toThrow("No store.");
	expect(server.requests).toEqual([]);
});

test("instead of a long sleep it resolves with `waiting`, and continues from the state", async () => {
	const limited: StubReply = {
		kind: "reply",
		status: 503,
		headers: { "Retry-After": "2" },
	};
	const server = await serve(
		sampleApi((count) => (count === 1 ? limited : noContent)),
	);
	const { save, last } = store();
	const startedAt = Date.now();
	const waiting = await clientOf(server).settle(submission, {
		...direct,
		save,
		patienceMs: 1_000,
	});
	expect(waiting).toEqual({
		kind: "waiting",
		state: last(),
		until: expect.any(Number),
	});
	if (waiting.kind !== "waiting") return;
	expect(last().command).toEqual({ kind: "sleep", until: waiting.until });
	expect(waiting.until).toBeGreaterThanOrEqual(startedAt + 2_000);
	expect(server.requests).toHaveLength(1);

	const early = { save, patienceMs: 0 };
	expect(await clientOf(server).settle(last(), early)).toMatchObject({
		kind: "waiting",
		until: waiting.until,
	});
	expect(server.requests).toHaveLength(1);

	vi.useFakeTimers({ now: waiting.until, toFake: ["Date"] });
	const result = await clientOf(server)
		.settle(last(), { save, patienceMs: 0 })
		.finally(() => vi.useRealTimers());
	expect(result).toMatchObject({
		kind: "settled",
		outcome: { kind: "accepted" },
	});
	expect(result.state).toEqual(last());
});

test("a state whose submit was under way continues in doubt", async () => {
	const server = await serve(
		sampleApi((count) =>
			count === 1 ? dropped : { kind: "reply", status: 403 },
		),
	);
	const { save, states } = store();
	await clientOf(server).settle(submission, { ...direct, save, maxCalls: 1 });
	const [sent] = states;
	if (sent === undefined) throw new Error("Nothing was saved.");
	const result = await clientOf(server).settle(sent, { maxCalls: 4 });
	expect(sent.command.kind).toBe("submit");
	expect(result).toMatchObject({ outcome: { kind: "uncertain" } });
});

test("a state that has ended resolves at once, without a request", async () => {
	const server = await serve(sampleApi(() => noContent));
	const { save, last } = store();
	const before = await clientOf(server).settle(submission, { save });
	const requests = server.requests.length;
	expect(await clientOf(server).settle(last())).toEqual(before);
	expect(server.requests).toHaveLength(requests);
});

test("options that are given replace those of the state; the others stay", async () => {
	const server = await serve(sampleApi(() => dropped));
	const { save, states } = store();
	const options = { ...direct, save, maxReadStalenessMs: 1, maxCalls: 1 };
	await clientOf(server).settle(submission, options);
	const [first] = states;
	if (first === undefined) throw new Error("Nothing was saved.");
	const result = await clientOf(server).settle(first, { maxCalls: 2 });
	expect(result.state.policy).toEqual({ ...first.policy, maxCalls: 2 });
});

test("an invalid submission rejects with its issues, and nothing is saved or sent", async () => {
	const server = await serve(sampleApi(() => noContent));
	const { save, states } = store();
	const call = clientOf(server).settle({ ...submission, id: "" }, { save });
	await expect(call).rejects.toMatchObject({
		name: "SignoffError",
		outcome: { kind: "invalid", issues: [{ path: ["id"] }] },
	});
	expect(states).toEqual([]);
	expect(server.requests).toEqual([]);
});

test.each<[string, object, string, string]>([
	[
		"of another version",
		{ version: 99 },
		"settlement_version",
		"another version",
	],
	["without a policy", { policy: null }, "not_a_settlement_state", "`policy`"],
	["in another phase", { phase: 7 }, "not_a_settlement_state", "`phase`"],
])(
	"a state %s is refused, and nothing is sent",
	async (_, fields, code, words) => {
		const server = await serve(sampleApi(() => noContent));
		const { save, states } = store();
		await clientOf(server).settle(submission, { save });
		const [state] = states;
		if (state === undefined) throw new Error("Nothing was saved.");
		const sent = server.requests.length;
		const call = clientOf(server).settle(altered(state, fields));
		await expect(call).rejects.toMatchObject({
			name: "SettlementStateError",
			message: expect.stringContaining(words),
			issues: [{ code }],
		});
		expect(server.requests).toHaveLength(sent);
	},
);

test.each(["null", "42", '"state"', "[]", "{}"])(
	"%s is neither a submission nor a state",
	async (text) => {
		const server = await serve(sampleApi(() => noContent));
		const call = clientOf(server).settle(JSON.parse(text));
		await expect(call).rejects.toMatchObject({ name: "SettlementStateError" });
	},
);

test("the state of another person is refused, if the client knows who it is for", async () => {
	const server = await serve(({ path, headers }) =>
		path === "/rest/v1.0/me"
			? {
					kind: "reply",
					status: 200,
					body:
						headers.authorization === "Bearer ada-token"
							? personAda
							: { id: 102, login: "ben@harbor.example", name: "Ben Okri" },
				}
			: { kind: "reply", status: 204 },
	);
	const { save, states } = store();
	await clientOf(server).settle(submission, { save, maxCalls: 2 });
	const state = states.find(({ me }) => me !== null);
	if (state === undefined) throw new Error("`me` was not read.");
	const ben = clientOf(server, "ben-token");
	await ben.me(submission);
	const sent = server.requests.length;
	await expect(ben.settle(state)).rejects.toMatchObject({
		name: "SettlementStateError",
		issues: [{ code: "another_person" }],
	});
	expect(server.requests).toHaveLength(sent);
});

test("the person of a resumed state is not taken for the owner of the token", async () => {
	const ben = { id: 102, login: "ben@harbor.example", name: "Ben Okri" };
	const server = await serve(sampleApi(() => noContent));
	const { save, states } = store();
	await clientOf(server).settle(submission, { save });
	const state = states.find(({ me }) => me !== null);
	if (state === undefined) throw new Error("`me` was not read.");
	const reads: string[] = [];
	const bens = await serve(({ path }) => {
		reads.push(path);
		return path === "/rest/v1.0/me"
			? { kind: "reply", status: 200, body: ben }
			: { kind: "reply", status: 204 };
	});
	const client = clientOf(bens, "ben-token");
	await client.settle(state, { maxCalls: 1 });
	await client.respond(submission, { maxCalls: 2 });
	expect(reads).toContain("/rest/v1.0/me");
});

test("an abort rejects, and the state that was saved last can be continued", async () => {
	const aborter = new AbortController();
	const server = await serve(
		sampleApi((count) => {
			if (count > 1) return noContent;
			aborter.abort();
			return dropped;
		}),
	);
	const { save, last } = store();
	const { signal } = aborter;
	const call = clientOf(server).settle(submission, { ...direct, save, signal });
	await expect(call).rejects.toMatchObject({
		name: "AbortError",
		outcome: { kind: "uncertain" },
	});
	expect(last().command.kind).toBe("submit");
	expect(await clientOf(server).settle(last())).toMatchObject({
		outcome: { kind: "accepted" },
	});
});

test("reports the outcome to hooks once: not while it waits, nor for a state that has ended", async () => {
	const limited: StubReply = {
		kind: "reply",
		status: 503,
		headers: { "Retry-After": "1" },
	};
	const server = await serve(
		sampleApi((count) => (count === 1 ? limited : noContent)),
	);
	const reported: string[] = [];
	const client = createClient({
		baseUrl: server.url,
		auth: bearer("ada-token"),
		hooks: { onOutcome: ({ outcome }) => void reported.push(outcome.kind) },
	});
	const { save, last } = store();
	await client.settle(submission, { ...direct, save, patienceMs: 0 });
	expect(reported).toEqual([]);
	await client.settle(last(), { save });
	await client.settle(last(), { save });
	expect(reported).toEqual(["accepted"]);
});

test.each<[string, string]>([
	['{ "save": 1 }', "The option `save` must be a function."],
	[
		'{ "patienceMs": -1 }',
		"The option `patienceMs` must be a number of milliseconds.",
	],
	['{ "patience": 1 }', "There is no option `patience`."],
])("refuses the options %s", async (text, message) => {
	const client = createClient({ auth: bearer("t") });
	const call = client.settle(submission, JSON.parse(text));
	await expect(call).rejects.toThrow(new TypeError(message));
});
