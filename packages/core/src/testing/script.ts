import { expect } from "vitest";
import type { History } from "../contract/history.ts";
import type { Instance } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import type { Submission } from "../contract/submission.ts";
import type { Attempt, Outcome } from "../outcome/outcome.ts";
import type { RequestEvent } from "../request/events.ts";
import type { Policy } from "../request/policy.ts";
import {
	advanceSettlement,
	beginSettlement,
} from "../settlement/settlement.ts";
import type { SettlementState, Transition } from "../settlement/state.ts";
import { parseSettlementState } from "../settlement/state-schema.ts";
import { personAda, submission } from "./builders.ts";

/** When every script starts, in Unix milliseconds. */
export const startedAt = 1_000_000;

/** The duration of every request of a script. */
const requestMs = 10;

export type ScriptOptions = {
	submission?: Submission;
	me?: Me | null;
	policy?: Partial<Policy>;
	instance?: Instance | null;
	random?: number;
};

/** The result of a script. Times are milliseconds from its start. */
export type ScriptResult = {
	/** Each request with the time at which it was made. */
	requests: string[];
	/** The outcome; `null` if the events ended before the settlement. */
	outcome: Outcome | null;
	attempts: Attempt[];
	transition: Transition;
	/** When it ended. */
	elapsedMs: number;
};

/** A policy without reads before the first submit. */
export const withoutPreflight = { readFirst: false };

export function httpResponse(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): RequestEvent {
	return { kind: "response", status, headers, data };
}

export const noResponse: RequestEvent = { kind: "no_response" };
export const notSent: RequestEvent = { kind: "not_sent" };
export const refreshed: RequestEvent = { kind: "refreshed" };

export function readResponse(read: Instance | History): RequestEvent {
	return httpResponse(200, { data: read });
}

/** Begins a settlement and ends each of its requests with the next event. Sleeps take no real time. */
export function runScript(
	options: ScriptOptions,
	events: RequestEvent[],
): ScriptResult {
	return continueScript(
		beginScript(options),
		startedAt,
		events,
		options.random,
	);
}

export function beginScript({
	submission: submitted = submission(),
	me = personAda,
	policy = {},
	instance = null,
}: ScriptOptions): Transition {
	return beginSettlement(submitted, me, policy, startedAt, instance);
}

/** Runs a script in which, after `before`, every request ends with the same event, until it finishes. */
export function repeatUntilFinished(
	options: ScriptOptions,
	event: RequestEvent,
	before: RequestEvent[] = [],
): ScriptResult {
	for (let count = 0; count < 100; count++) {
		const events = Array.from({ length: count }, () => event);
		const result = runScript(options, [...before, ...events]);
		if (result.outcome !== null) return result;
	}
	throw new Error("The settlement does not finish.");
}

/** Continues from a transition. Between transitions the state is stored as JSON and read, and must not change by it. */
export function continueScript(
	from: Transition,
	at: number,
	events: RequestEvent[],
	random = 0,
): ScriptResult {
	let now = at;
	let transition = from;
	const requests: string[] = [];
	const remaining = [...events];
	for (let steps = 0; steps < 500; steps++) {
		expect(transition.command).toEqual(transition.state.command);
		const state = storedAndRead(transition.state);
		expect(state).toEqual(transition.state);
		const { command } = transition;
		if (command.kind === "finish") {
			expect(remaining).toEqual([]);
			return scriptResult(transition, requests, now, command.outcome);
		}
		if (command.kind === "sleep") {
			expect(command.until).toBeGreaterThan(now);
			now = command.until;
			transition = advanceSettlement(state, { kind: "slept" }, now, random);
			continue;
		}
		requests.push(`${command.kind} ${now - startedAt}`);
		const event = remaining.shift();
		if (event === undefined)
			return scriptResult(transition, requests, now, null);
		now += requestMs;
		transition = advanceSettlement(state, event, now, random);
	}
	throw new Error("The settlement does not finish.");
}

/** The state as a later process reads it. */
function storedAndRead(state: SettlementState): SettlementState {
	const parsed = parseSettlementState(JSON.parse(JSON.stringify(state)));
	if (parsed.kind === "parsed") return parsed.value;
	throw new Error(JSON.stringify(parsed.issues));
}

function scriptResult(
	transition: Transition,
	requests: string[],
	now: number,
	outcome: Outcome | null,
): ScriptResult {
	return {
		requests,
		outcome,
		attempts: transition.state.attempts,
		transition,
		elapsedMs: now - startedAt,
	};
}

/** The requests of a script without their times. */
export function requestNames({ requests }: ScriptResult): string[] {
	return requests.map((request) => request.slice(0, request.indexOf(" ")));
}
