import { outcomes } from "@signoff/core/outcome";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Machine, runMachine } from "./run-machine.ts";

type State = { until: number };
type Command = { kind: "sleep"; until: number } | { kind: "finish" };

beforeEach(() => {
	vi.useFakeTimers({ now: 1_000 });
});
afterEach(() => {
	vi.useRealTimers();
});

test("a sleep whose timer rings early goes on, and is written down and told of once", async () => {
	const told: string[] = [];
	const machine: Machine<State, Command> = {
		execute: () => Promise.reject(new Error("There are no calls.")),
		advance: (state, _, now) =>
			now < state.until
				? { state, command: { kind: "sleep", until: state.until } }
				: { state, command: { kind: "finish" } },
		onCommand: (_, { kind }) => told.push(`told of ${kind}`),
		save: async () => {
			told.push("written down");
		},
		outcomeIfAborted: () => outcomes.uncertain(0),
	};
	const first = {
		state: { until: 1_010 },
		command: { kind: "sleep", until: 1_010 },
	} as const;
	const driven = runMachine<State, Command>(first, machine, undefined);
	await vi.advanceTimersByTimeAsync(0);
	// The clock is put back while it sleeps, as it looks where a timer rings early.
	vi.setSystemTime(995);
	await vi.advanceTimersByTimeAsync(10);
	expect(Date.now()).toBe(1_005);
	await vi.advanceTimersByTimeAsync(5);
	await driven;
	expect(told).toEqual(["written down", "told of sleep"]);
});
