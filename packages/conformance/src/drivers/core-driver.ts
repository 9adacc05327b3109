import {
	advance,
	begin,
	type CallName,
	type Outcome,
	outcomes,
	type Policy,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import type {
	Behaviour,
	Driver,
	Held,
	Observed,
} from "../behaviours/behaviour.ts";
import { type Chance, Network } from "../model-check/network.ts";
import { happen, truthOf } from "../model-check/server.ts";
import type { Fate } from "../world/fate.ts";
import { current, type Truth } from "../world/truth.ts";

const beginAt = Date.UTC(2026, 0, 5, 9);

/** core alone, in virtual time: its settlement against a world, without any surface. */
export const coreDriver: Driver = driverOf(false);

/** The same, told that what carries its calls out may send one twice. */
export const resendingCoreDriver: Driver = driverOf(true);

function driverOf(resends: boolean): Driver {
	return {
		role: "client",
		resends,
		observe: (behaviour) => {
			const submission = parseSubmission(behaviour.submission);
			if (submission.kind === "parsed")
				return Promise.resolve(settle(behaviour, submission.value, resends));
			const held = { current_step: "1", answers: [] };
			return Promise.resolve({
				outcome: outcomes.invalid(submission.issues),
				status: null,
				exit_code: null,
				calls: [],
				held,
			});
		},
	};
}

function settle(
	behaviour: Behaviour,
	submission: Submission,
	resends: boolean,
): Observed {
	const calls: CallName[] = [];
	const network = new Network(
		behaviour.plan,
		submission,
		beginAt,
		0,
		scripted(behaviour, calls, () => network),
	);
	for (const doing of behaviour.before)
		happen(network.server, doing, beginAt - 30_000);
	const policy = { ...behaviour.policy, resends };
	const outcome = drive(network, submission, policy);
	return {
		outcome,
		status: null,
		exit_code: null,
		calls,
		held: heldIn(truthOf(network.server)),
	};
}

function drive(
	network: Network,
	submission: Submission,
	policy: Partial<Policy>,
): Outcome {
	let { state, command } = begin(submission, null, policy, network.clientNow);
	while (command.kind !== "finish") {
		const event = network.carryOut(command, "settlement");
		({ state, command } = advance(state, event, network.clientNow, 0.5));
	}
	return command.outcome;
}

/** The behaviour's faults and doings, each at its call. */
function scripted(
	{ as, faults, meanwhile, unreachable }: Behaviour,
	calls: CallName[],
	network: () => Network,
): Chance {
	return {
		fateOf(call, now): Fate | null {
			if (unreachable) return { kind: "unsent" };
			calls.push(call);
			const nth = calls.filter((each) => each === call).length;
			const isNow = (at: { call: CallName; nth: number }): boolean =>
				at.call === call && at.nth === nth;
			for (const { before, doing } of meanwhile)
				if (isNow(before)) happen(network().server, doing, now);
			return as === "stranger"
				? { kind: "token_expired" }
				: (faults.find(isNow)?.fate ?? null);
		},
		refreshFate: () => "refresh_refused",
		noticesEnd: () => false,
		holdMs: () => null,
		tokenMs: () => 0,
		latency: () => 10,
		// A behaviour's faults are met one by one.
		resends: () => false,
	};
}

/** What a world's server holds, as behaviours say it. */
function heldIn(truth: Truth): Held {
	const answers = truth.occurrences.flatMap(({ id, answers }) =>
		answers.map(({ person_id, option_id, comment }) => ({
			step: id,
			person_id,
			option_id,
			comment: comment === "" ? null : comment,
		})),
	);
	return { current_step: current(truth)?.id ?? null, answers };
}
