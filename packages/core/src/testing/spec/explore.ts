import type { PolicyOptions } from "../../request/policy.ts";
import { resumeSettlement } from "../../settlement/resume.ts";
import {
	advanceSettlement,
	beginSettlement,
	outcomeIfAborted,
} from "../../settlement/settlement.ts";
import type {
	Phase,
	SettlementState,
	Transition,
} from "../../settlement/state.ts";
import { deliveredBy, notStaleAfter } from "../../settlement/timing.ts";
import { instance, personAda } from "../builders.ts";
import { startedAt } from "../script.ts";
import {
	describeFinish,
	describeResumption,
	describeTransition,
} from "./describe-transition.ts";
import { eventsFor } from "./events.ts";
import { explored } from "./proofs.ts";

/** A settlement at a moment. */
type Moment = { state: SettlementState; now: number };

/** Column → row → results. */
export type Observed = Map<string, Map<string, Set<string>>>;

const long: PolicyOptions = {
	deadlineMs: 1e9,
	maxCalls: 1e6,
	attemptTimeoutMs: 10_000,
};

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

/** The columns of the specification that a phase has. `?`: a submit is in doubt; a status: that of the refusal. */
export const columnsOf: Record<Phase, string[]> = {
	preflight: ["preflight", "preflight?"],
	submit: ["submit", "submit?"],
	verify: ["verify 422", "verify 4xx", "verify?"],
	recheck: ["recheck 422", "recheck 4xx", "recheck?"],
	wait_for_delivery: ["wait_for_delivery"],
	final_read: ["final_read"],
};

/** The column of a settlement that has ended. */
export const finished = "finished";

function columnOf({
	command,
	phase,
	in_doubt,
	refusal,
}: SettlementState): string {
	if (command.kind === "finish") return finished;
	if (phase === "wait_for_delivery" || phase === "final_read") return phase;
	if (in_doubt) return `${phase}?`;
	if (phase === "preflight" || phase === "submit") return phase;
	return `${phase} ${refusal?.status === 422 ? "422" : "4xx"}`;
}

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
		const followed = [...events, ...withoutTime(state, at)].map(
			({ row, to }) => {
				add(observed, column, row, describeTransition(state, to));
				return to.state;
			},
		);
		return [resumed.state, ...followed].map((next) => ({
			state: withTime(next),
			now: at,
		}));
	});
}

/** The request in progress is to be repeated, and little or nothing is left for it. */
function withoutTime(
	state: SettlementState,
	at: number,
): { row: string; to: Transition }[] {
	const { kind } = state.command;
	if (kind === "finish" || kind === "sleep" || kind === "refresh_token")
		return [];
	const repeat = (left: SettlementState): Transition =>
		advanceSettlement(left, { kind: "not_sent" }, at, 0.5);
	const until = (ms: number): SettlementState => ({
		...state,
		deadline_at: at + ms,
	});
	const policy = { ...state.policy, maxCalls: state.calls_made };
	return [
		{ row: "time: only to submit and read", to: repeat(until(6_000)) },
		{ row: "time: only for one read", to: repeat(until(100)) },
		{ row: "time: none", to: repeat(until(0)) },
		{ row: "requests: none left", to: repeat({ ...state, policy }) },
	];
}

function withTime(state: SettlementState): SettlementState {
	const deadline_at = startedAt + 1e9;
	const policy = { ...state.policy, maxCalls: 1e6 };
	return { ...state, deadline_at, policy };
}

/** A sleep and a refresh are examined once for each column, and then pass. */
function nextRequest(
	{ state, now }: Moment,
	observed: Observed,
	seen: Set<string>,
): Moment[] {
	const { command } = state;
	if (command.kind !== "sleep" && command.kind !== "refresh_token")
		return [{ state, now }];
	const key = `${columnOf(state)} ${command.kind} ${state.next} ${state.after_refresh}`;
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

/** States with the same key have the same transitions, but for moments and counts. */
function keyOf(state: SettlementState): string {
	const { command, phase, refusal, moved_to, in_doubt, policy } = state;
	if (command.kind === "finish")
		return `finish ${command.outcome.kind} ${phase} ${in_doubt} ${policy.readFirst} ${state.me === null}`;
	if (state.fresh_token)
		return `fresh token ${columnOf(state)} ${command.kind}`;
	const preflight = phase === "preflight";
	const isLate = (at: number | null): boolean =>
		at !== null && state.command_issued_at >= at;
	return [
		command.kind,
		phase,
		in_doubt,
		in_doubt && policy.maxDeliveryDelayMs,
		state.me === null,
		state.step_fingerprint === null,
		refusal?.status,
		refusal && state.may_be_on_record,
		refusal?.outcome.kind,
		moved_to === null ? "" : String(moved_to.step?.id),
		state.read_showed_recorded,
		state.read_showed_unanswered,
		command.kind === "submit" ? "" : Math.min(2, state.unusable_reads),
		command.kind === "read_history" &&
			isLate(notStaleAfter(state, state.begun_at)),
		refusal && in_doubt && isLate(deliveredBy(state)),
		preflight && state.given_step === null,
		preflight && state.api_answered,
		preflight && Math.min(3, state.foreign_answers),
	].join("|");
}
