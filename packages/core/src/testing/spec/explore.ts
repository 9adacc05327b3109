import type { PolicyOptions } from "../../request/policy.ts";
import { resumeSettlement } from "../../settlement/resume.ts";
import {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
} from "../../settlement/settlement.ts";
import type { SettlementState } from "../../settlement/state.ts";
import { instance, personAda } from "../builders.ts";
import { startedAt } from "../script.ts";
import { columnOf } from "./columns.ts";
import {
	describeFinish,
	describeResumption,
	describeTransition,
} from "./describe-transition.ts";
import { eventsFor } from "./events.ts";
import { explored } from "./proofs.ts";
import { transitionsInShortage, withoutShortage } from "./shortage.ts";
import { keyOf } from "./state-key.ts";

/** A settlement at a moment. */
type Moment = { state: SettlementState; now: number };

/** Column → row → transitions. */
export type Observed = Map<string, Map<string, Set<string>>>;

const long: PolicyOptions = {
	deadlineMs: 1e9,
	maxCalls: 1e6,
	attemptTimeoutMs: 10_000,
};

/** Settlements that begin in each way. */
function begin(): Moment[] {
	const now = startedAt;
	return [null, personAda].flatMap((me) =>
		[true, false, undefined].flatMap((readFirst) =>
			[null, instance()].map((given) => {
				const policy = { ...long, readFirst };
				const begun = beginSettlement(explored, me, policy, now, given);
				return { state: begun.state, now };
			}),
		),
	);
}

/**
 * Plays every event in every state that a settlement can reach, and collects the transitions. States that differ only in
 * moments and counts are played once.
 */
export function explore(): { observed: Observed; states: number } {
	const observed: Observed = new Map();
	const seen = new Set<string>();
	let frontier = begin();
	while (frontier.length > 0) {
		const next: Moment[] = [];
		for (const moment of frontier) {
			const key = keyOf(moment.state);
			if (seen.has(key)) continue;
			seen.add(key);
			next.push(...examine(moment, observed, seen));
		}
		frontier = next;
	}
	return { observed, states: seen.size };
}

/** Examines every event of a moment. Returns the requests that follow, after sleeps and refreshes. */
function examine(
	{ state, now }: Moment,
	observed: Observed,
	seen: Set<string>,
): Moment[] {
	return transitions({ state, now }, observed)
		.flatMap((to) => nextRequest(to, observed, seen))
		.flatMap(withAndWithoutDelay);
}

/** Whether the longest delay of delivery is known makes a difference after a refusal in doubt. */
function withAndWithoutDelay({ state, now }: Moment): Moment[] {
	if (!state.in_doubt || state.refusal !== null) return [{ state, now }];
	return [null, 60_000].map((maxDeliveryDelayMs) => {
		const policy = { ...state.policy, maxDeliveryDelayMs };
		return { state: { ...state, policy }, now };
	});
}

function transitions({ state, now }: Moment, observed: Observed): Moment[] {
	const { command } = state;
	const column = columnOf(state);
	const times = command.kind === "sleep" ? [now, command.until] : [now + 10];
	return times.flatMap((at) => {
		const events = eventsFor(state, at).map(({ row, event }) => ({
			row,
			to: advanceSettlement(state, event, at, 0.5),
		}));
		const resumed = resumeSettlement(state, at, 0.5);
		const aborted = describeFinish(state, outcomeIfAborted(state, at));
		add(observed, column, "abort", aborted);
		add(observed, column, "resume", describeResumption(state, resumed));
		const followed = [...events, ...transitionsInShortage(state, at)].map(
			({ row, to }) => {
				add(observed, column, row, describeTransition(state, to));
				return to.state;
			},
		);
		return [resumed.state, ...followed].map((next) => ({
			state: withoutShortage(next),
			now: at,
		}));
	});
}

/** A sleep and a refresh are examined once for each column, with and without a refusal, and then pass. */
function nextRequest(
	{ state, now }: Moment,
	observed: Observed,
	seen: Set<string>,
): Moment[] {
	const { command } = state;
	if (command.kind !== "sleep" && command.kind !== "refresh_token")
		return [{ state, now }];
	const key = `${columnOf(state)} ${command.kind} ${state.next} ${state.after_refresh} ${state.refusal === null}`;
	if (!seen.has(key)) {
		seen.add(key);
		transitions({ state, now }, observed);
	}
	// A refresh without a token leads to no other request.
	if (state.after_refresh === "refresh_token") return [];
	const at = command.kind === "sleep" ? command.until : now + 10;
	const kind = command.kind === "sleep" ? "slept" : "refreshed";
	const to = advanceSettlement(state, { kind }, at, 0.5);
	return nextRequest({ state: to.state, now: at }, observed, seen);
}

function add(
	observed: Observed,
	column: string,
	row: string,
	result: string,
): void {
	const rows = observed.get(column) ?? new Map<string, Set<string>>();
	observed.set(column, rows);
	rows.set(row, (rows.get(row) ?? new Set()).add(result));
}
