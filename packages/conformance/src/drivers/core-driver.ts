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
import type { FaultSource } from "../simulation/fault-source.ts";
import type { NetworkFault } from "../simulation/faults.ts";
import { currentStep, type ServerState } from "../simulation/server-state.ts";
import { VirtualNetwork } from "../simulation/virtual-network.ts";
import { performEvent, stateOf } from "../simulation/virtual-server.ts";

const startedAt = Date.UTC(2026, 0, 5, 9);

/** What a surface of core alone is like, and what luck its jitter has. */
export type CoreDriverOptions = Pick<
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
}: CoreDriverOptions): Driver {
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
	{ reportsConnectionRefused, mayResend, random }: Required<CoreDriverOptions>,
): Observed {
	const calls: CallName[] = [];
	const network = new VirtualNetwork(
		behaviour.plan,
		submission,
		startedAt,
		0,
		scriptedFaults(behaviour, calls, reportsConnectionRefused, () => network),
	);
	for (const doing of behaviour.before)
		performEvent(network.server, doing, startedAt - 30_000);
	const policy = { ...behaviour.policy, fetchMayResend: mayResend };
	const outcome = runSettlement(network, submission, policy, random);
	return {
		outcome,
		status: null,
		exit_code: null,
		requests: calls,
		record: serverRecord(stateOf(network.server)),
	};
}

function runSettlement(
	network: VirtualNetwork,
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
		const event = network.execute(command, "settlement");
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
function scriptedFaults(
	{ as, faults, interleavings, unreachable }: Behaviour,
	calls: CallName[],
	reportsConnectionRefused: boolean,
	network: () => VirtualNetwork,
): FaultSource {
	const refused: NetworkFault = reportsConnectionRefused
		? { kind: "not_sent" }
		: { kind: "request_dropped", loss: "reset" };
	return {
		requestFault(call, now): NetworkFault | null {
			if (unreachable) return refused;
			calls.push(call);
			const nth = calls.filter((each) => each === call).length;
			const isNow = (at: { call: CallName; nth: number }): boolean =>
				at.call === call && at.nth === nth;
			for (const { before, event } of interleavings)
				if (isNow(before)) performEvent(network().server, event, now);
			return as === "unknown"
				? { kind: "token_expired" }
				: (faults.find(isNow)?.fault ?? null);
		},
		refreshFault: () => "refresh_refused",
		noticesTokenExpiry: () => false,
		throttleMs: () => null,
		tokenWaitMs: () => 0,
		latencyMs: () => 10,
		// A behaviour's faults are met one by one.
		resends: () => false,
	};
}

/** What a world's server holds, as behaviours say it. */
function serverRecord(truth: ServerState): ServerRecord {
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
