import { outcomes } from "@signoff/core/outcome";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Machine } from "./machine.ts";
import { runMachine } from "./run-machine.ts";

type State = { until: number };
type Command = { kind: "sleep"; until: number } | { kind: "finish" };

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000 });
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

test.each([
	[10, "finished"],
	[9, "waiting"],
])(
	"with a patience of %d ms, a sleep of 10 ms ends with `%s`",
	async (patienceMs, kind) => {
		const machine: Machine<State, Command> = {
			execute: () => Promise.reject(new Error("There are no requests.")),
			advance: (state) => ({ state, command: { kind: "finish" } }),
			outcomeIfAborted: () => outcomes.uncertain(0),
		};
		const first = {
			state: { until: 1_010 },
			command: { kind: "sleep", until: 1_010 },
		} as const;
		const ended = runMachine<State, Command>(
			first,
			machine,
			undefined,
			undefined,
			patienceMs,
		);
		await vi.advanceTimersByTimeAsync(10);
		expect(await ended).toMatchObject({ kind });
	},
);

test("a sleep whose timer fires early continues, and is saved and reported once", async () => {
	const events: string[] = [];
	const machine: Machine<State, Command> = {
		execute: () => Promise.reject(new Error("There are no requests.")),
		advance: (state, _, now) =>
			now < state.until
				? { state, command: { kind: "sleep", until: state.until } }
				: { state, command: { kind: "finish" } },
		onCommand: (_, { kind }) => events.push(`reported ${kind}`),
		save: async () => {
			events.push("saved");
		},
		outcomeIfAborted: () => outcomes.uncertain(0),
	};
	const first = {
		state: { until: 1_010 },
		command: { kind: "sleep", until: 1_010 },
	} as const;
	let isFinished = false;
	const finished = runMachine<State, Command>(first, machine, undefined).then(
		() => {
			isFinished = true;
		},
	);
	await vi.advanceTimersByTimeAsync(0);
	// For a clock that is slower than the timers, each timer fires early.
	const now = performance.now.bind(performance);
	vi.spyOn(performance, "now").mockImplementation(() => now() - 5);
	await vi.advanceTimersByTimeAsync(14);
	expect(isFinished).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	await finished;
	expect(events).toEqual(["saved", "reported sleep"]);
});
