import {
	advanceSettlement,
	beginSettlement,
	type CallName,
	type Outcome,
	type Policy,
	parseSubmission,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type {
	Behaviour,
	Driver,
	Observed,
	ServerRecord,
} from "../behaviours/types.ts";
import type { NetworkFault } from "../simulation/faults.ts";
import { currentStep, type ServerState } from "../simulation/server-state.ts";
import { type Chance, Network } from "../simulation/virtual-network.ts";
import { happen, truthOf } from "../simulation/virtual-server.ts";

const beginAt = Date.UTC(2026, 0, 5, 9);

/** What a surface of core alone is like, and what luck its jitter has. */
export type CoreTraits = Pick<
	Driver,
	"reportsConnectionRefused" | "mayResend"
> & {
	/** Between 0 and 1, for each backoff. */
	random?: () => number;
};

/** core alone, in virtual time: its settlement against a world, without any surface. */
export const coreDriver: Driver = coreDriverWith({});

/** The same with other traits, as a runtime may have, or with other luck. */
export function coreDriverWith({
	reportsConnectionRefused = true,
	mayResend = false,
	random = () => 0.5,
}: CoreTraits): Driver {
	const traits = { reportsConnectionRefused, mayResend, random };
	return {
		role: "client",
		reportsConnectionRefused,
		mayResend,
		observe: (behaviour) => {
			const submission = parseSubmission(behaviour.submission);
			if (submission.kind === "parsed")
				return Promise.resolve(settle(behaviour, submission.value, traits));
			const record = { current_step: "1", responses: [] };
			return Promise.resolve({
				outcome: outcomes.invalid(submission.issues),
				status: null,
				exit_code: null,
				requests: [],
				record,
			});
		},
	};
}

function settle(
	behaviour: Behaviour,
	submission: Submission,
	{ reportsConnectionRefused, mayResend, random }: Required<CoreTraits>,
): Observed {
	const calls: CallName[] = [];
	const network = new Network(
		behaviour.plan,
		submission,
		beginAt,
		0,
		scripted(behaviour, calls, reportsConnectionRefused, () => network),
	);
	for (const doing of behaviour.before)
		happen(network.server, doing, beginAt - 30_000);
	const policy = { ...behaviour.policy, fetchMayResend: mayResend };
	const outcome = drive(network, submission, policy, random);
	return {
		outcome,
		status: null,
		exit_code: null,
		requests: calls,
		record: recordOf(truthOf(network.server)),
	};
}

function drive(
	network: Network,
	submission: Submission,
	policy: Partial<Policy>,
	random: () => number,
): Outcome {
	let { state, command } = beginSettlement(
		submission,
		null,
		policy,
		network.clientNow,
	);
	while (command.kind !== "finish") {
		const event = network.carryOut(command, "settlement");
		({ state, command } = advanceSettlement(
			state,
			event,
			network.clientNow,
			random(),
		));
	}
	return command.outcome;
}

/** The behaviour's faults and doings, each at its call. */
function scripted(
	{ as, faults, interleavings, unreachable }: Behaviour,
	calls: CallName[],
	reportsConnectionRefused: boolean,
	network: () => Network,
): Chance {
	const refused: NetworkFault = reportsConnectionRefused
		? { kind: "not_sent" }
		: { kind: "request_dropped", loss: "reset" };
	return {
		fateOf(call, now): NetworkFault | null {
			if (unreachable) return refused;
			calls.push(call);
			const nth = calls.filter((each) => each === call).length;
			const isNow = (at: { call: CallName; nth: number }): boolean =>
				at.call === call && at.nth === nth;
			for (const { before, event } of interleavings)
				if (isNow(before)) happen(network().server, event, now);
			return as === "stranger"
				? { kind: "token_expired" }
				: (faults.find(isNow)?.fault ?? null);
		},
		refreshFate: () => "refresh_refused",
		noticesEnd: () => false,
		holdMs: () => null,
		tokenMs: () => 0,
		latency: () => 10,
		// A behaviour's faults are met one by one.
		mayResend: () => false,
	};
}

/** What a world's server holds, as behaviours say it. */
function recordOf(truth: ServerState): ServerRecord {
	const responses = truth.occurrences.flatMap(({ id, responses }) =>
		responses.map(({ person_id, option_id, comment }) => ({
			step: id,
			person_id,
			option_id,
			comment: comment === "" ? null : comment,
		})),
	);
	return { current_step: currentStep(truth)?.id ?? null, responses };
}
