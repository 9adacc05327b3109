import { expect } from "vitest";
import type { Me } from "../contract/directory.ts";
import type { History } from "../contract/history.ts";
import type { Instance } from "../contract/instance.ts";
import type { Submission } from "../contract/submission.ts";
import type { Attempt, Outcome } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import type { Policy } from "../request/policy.ts";
import {
	advanceSettlement,
	beginSettlement,
} from "../settlement/settlement.ts";
import type { SettlementState, Transition } from "../settlement/state.ts";
import { ada, submission } from "./builders.ts";

/** When every script begins, in Unix milliseconds. */
export const start = 1_000_000;

/** How long every call of a script takes. */
const callMs = 10;

export type Setting = {
	submission?: Submission;
	me?: Me | null;
	policy?: Partial<Policy>;
	seen?: Instance | null;
	random?: number;
};

/** What a script came to. Times count from its start. */
export type Played = {
	/** Each call with the moment it was made. */
	calls: string[];
	/** The outcome, or `null` where the script ended before. */
	outcome: Outcome | null;
	attempts: Attempt[];
	step: Transition;
	/** The moment it ended. */
	took: number;
};

/** No look before the first submit: the shortest way to the rules about what follows it. */
export const blind = { readFirst: false };

export function answer(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): RequestEvent {
	return { kind: "response", status, headers, data };
}

export const lost: RequestEvent = { kind: "no_response" };
export const unsent: RequestEvent = { kind: "not_sent" };
export const refreshed: RequestEvent = { kind: "refreshed" };

export function shows(read: Instance | History): RequestEvent {
	return answer(200, { data: read });
}

/** Begins a settlement and plays events to it, one per call; sleeps pass at once. */
export function play(setting: Setting, events: RequestEvent[]): Played {
	return playOn(first(setting), start, events, setting.random);
}

export function first({
	submission: wanted = submission(),
	me = ada,
	policy = {},
	seen = null,
}: Setting): Transition {
	return beginSettlement(wanted, me, policy, start, seen);
}

/** Every call, after some others, comes to the same, until there is an end. */
export function always(
	setting: Setting,
	event: RequestEvent,
	before: RequestEvent[] = [],
): Played {
	for (let count = 0; count < 100; count++) {
		const events = Array.from({ length: count }, () => event);
		const played = play(setting, [...before, ...events]);
		if (played.outcome !== null) return played;
	}
	throw new Error("There was no end to it");
}

/** Goes on from a step. Between any two steps the state goes through JSON, and loses nothing by it. */
export function playOn(
	from: Transition,
	at: number,
	events: RequestEvent[],
	random = 0,
): Played {
	let now = at;
	let step = from;
	const calls: string[] = [];
	const left = [...events];
	for (let steps = 0; steps < 500; steps++) {
		expect(step.command).toEqual(step.state.command);
		const state: SettlementState = JSON.parse(JSON.stringify(step.state));
		expect(state).toEqual(step.state);
		const { command } = step;
		if (command.kind === "finish") {
			expect(left).toEqual([]);
			return played(step, calls, now, command.outcome);
		}
		if (command.kind === "sleep") {
			expect(command.until).toBeGreaterThan(now);
			now = command.until;
			step = advanceSettlement(state, { kind: "slept" }, now, random);
			continue;
		}
		calls.push(`${command.kind} ${now - start}`);
		const event = left.shift();
		if (event === undefined) return played(step, calls, now, null);
		now += callMs;
		step = advanceSettlement(state, event, now, random);
	}
	throw new Error("There was no end to it");
}

function played(
	step: Transition,
	calls: string[],
	now: number,
	outcome: Outcome | null,
): Played {
	return {
		calls,
		outcome,
		attempts: step.state.attempts,
		step,
		took: now - start,
	};
}

/** The names of the calls alone. */
export function names({ calls }: Played): string[] {
	return calls.map((call) => call.slice(0, call.indexOf(" ")));
}
