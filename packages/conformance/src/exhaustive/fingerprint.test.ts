import { expect, test } from "vitest";
import { coreRule } from "../model-check/settlement-rule.ts";
import { noFault } from "./fault-choices.ts";
import { fingerprint } from "./fingerprint.ts";
import { beginRun, executeNext } from "./run.ts";
import { simplestWorld } from "./worlds.ts";

const run = beginRun(simplestWorld, 6, coreRule);
executeNext(run, noFault);
const { state } = run;
const laterBy = (ms: number): typeof state => ({
	...state,
	begun_at: state.begun_at + ms,
	command_issued_at: state.command_issued_at + ms,
	deadline_at: state.deadline_at + ms,
});

test("a state counts as the same at another time, and with another log", () => {
	expect(fingerprint(laterBy(5_000))).toBe(fingerprint(state));
	expect(fingerprint({ ...state, attempts: [] })).toBe(fingerprint(state));
	expect(fingerprint(JSON.parse(JSON.stringify(state)))).toBe(
		fingerprint(state),
	);
});

test("a state counts as another one if a flag, a wait, or the time left differs", () => {
	const others = [
		state,
		{ ...state, in_doubt: true },
		{ ...state, calls_made: state.calls_made + 1 },
		{ ...state, deadline_at: state.deadline_at - 1 },
		{ ...state, command: { kind: "sleep", until: state.begun_at } } as const,
		{
			...state,
			command: { kind: "sleep", until: state.begun_at + 1 },
		} as const,
		{ ...state, me: { id: "101", login: null, name: null } },
	];
	expect(new Set(others.map(fingerprint)).size).toBe(others.length);
});
