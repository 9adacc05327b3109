import {
	advance,
	begin,
	type CallName,
	type Outcome,
	type Policy,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { Behaviour, Driver, Held, Observed } from "../behaviours/types.ts";
import type { Fate } from "../simulation/faults.ts";
import { current, type Truth } from "../simulation/server-state.ts";
import { type Chance, Network } from "../simulation/virtual-network.ts";
import { happen, truthOf } from "../simulation/virtual-server.ts";

const beginAt = Date.UTC(2026, 0, 5, 9);

/** What a surface of core alone is like, and what luck its jitter has. */
export type CoreTraits = Pick<Driver, "tellsRefusedConnections" | "resends"> & {
	/** Between 0 and 1, for each backoff. */
	random?: () => number;
};

/** core alone, in virtual time: its settlement against a world, without any surface. */
export const coreDriver: Driver = coreDriverWith({});

/** The same with other traits, as a runtime may have, or with other luck. */
export function coreDriverWith({
	tellsRefusedConnections = true,
	resends = false,
	random = () => 0.5,
}: CoreTraits): Driver {
	const traits = { tellsRefusedConnections, resends, random };
	return {
		role: "client",
		tellsRefusedConnections,
		resends,
		observe: (behaviour) => {
			const submission = parseSubmission(behaviour.submission);
			if (submission.kind === "parsed")
				return Promise.resolve(settle(behaviour, submission.value, traits));
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
	{ tellsRefusedConnections, resends, random }: Required<CoreTraits>,
): Observed {
	const calls: CallName[] = [];
	const network = new Network(
		behaviour.plan,
		submission,
		beginAt,
		0,
		scripted(behaviour, calls, tellsRefusedConnections, () => network),
	);
	for (const doing of behaviour.before)
		happen(network.server, doing, beginAt - 30_000);
	const policy = { ...behaviour.policy, resends };
	const outcome = drive(network, submission, policy, random);
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
	random: () => number,
): Outcome {
	let { state, command } = begin(submission, null, policy, network.clientNow);
	while (command.kind !== "finish") {
		const event = network.carryOut(command, "settlement");
		({ state, command } = advance(state, event, network.clientNow, random()));
	}
	return command.outcome;
}

/** The behaviour's faults and doings, each at its call. */
function scripted(
	{ as, faults, meanwhile, unreachable }: Behaviour,
	calls: CallName[],
	tellsRefusedConnections: boolean,
	network: () => Network,
): Chance {
	const refused: Fate = tellsRefusedConnections
		? { kind: "unsent" }
		: { kind: "request_dropped", silence: "reset" };
	return {
		fateOf(call, now): Fate | null {
			if (unreachable) return refused;
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
