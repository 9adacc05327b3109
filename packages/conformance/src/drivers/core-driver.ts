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

/** The traits of the simulated runtime, and the random numbers of the backoff's jitter. */
export type CoreDriverOptions = Pick<
	Driver,
	"reportsConnectionRefused" | "mayResend"
> & {
	/** Between 0 and 1, for each backoff. */
	random?: () => number;
};

/** core alone: its settlement runs against a world in virtual time. */
export const coreDriver: Driver = coreDriverWith({});

/** {@link coreDriver} with another runtime's traits or other random numbers. */
export function coreDriverWith({
	reportsConnectionRefused = true,
	mayResend = false,
	random = () => 0.5,
}: CoreDriverOptions): Driver {
	const options = { reportsConnectionRefused, mayResend, random };
	return {
		role: "client",
		reportsConnectionRefused,
		mayResend,
		observe: (behaviour) => {
			const submission = parseSubmission(behaviour.submission);
			if (submission.kind === "parsed")
				return Promise.resolve(settle(behaviour, submission.value, options));
			return Promise.resolve({
				outcome: outcomes.invalid(submission.issues),
				status: null,
				exit_code: null,
				requests: [],
				record: { current_step: "1", responses: [] },
			});
		},
	};
}

function settle(
	behaviour: Behaviour,
	submission: Submission,
	{ reportsConnectionRefused, mayResend, random }: Required<CoreDriverOptions>,
): Observed {
	const requests: CallName[] = [];
	const network = new VirtualNetwork(
		behaviour.plan,
		submission,
		startedAt,
		0,
		scriptedFaults(
			behaviour,
			requests,
			reportsConnectionRefused,
			() => network,
		),
	);
	for (const event of behaviour.before)
		performEvent(network.server, event, startedAt - 30_000);
	const policy = { ...behaviour.policy, fetchMayResend: mayResend };
	const outcome = runSettlement(network, submission, policy, random);
	return {
		outcome,
		status: null,
		exit_code: null,
		requests,
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

/** The behaviour's faults and interleavings, each at its request. Appends every request to `requests`. */
function scriptedFaults(
	{ as, faults, interleavings, unreachable }: Behaviour,
	requests: CallName[],
	reportsConnectionRefused: boolean,
	network: () => VirtualNetwork,
): FaultSource {
	const connectionRefused: NetworkFault = reportsConnectionRefused
		? { kind: "not_sent" }
		: { kind: "request_dropped", loss: "reset" };
	return {
		requestFault(call, now): NetworkFault | null {
			if (unreachable) return connectionRefused;
			requests.push(call);
			const nth = requests.filter((each) => each === call).length;
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
		isPermanent: () => false,
		throttleMs: () => null,
		tokenWaitMs: () => 0,
		latencyMs: () => 10,
		// A copy sent by the runtime would shift the numbers of the scripted faults.
		resends: () => false,
	};
}

/** The server's state as a behaviour's record. */
function serverRecord(state: ServerState): ServerRecord {
	const responses = state.occurrences.flatMap(({ id, responses }) =>
		responses.map(({ person_id, option_id, comment }) => ({
			step: id,
			person_id,
			option_id,
			comment: comment === "" ? null : comment,
		})),
	);
	return { current_step: currentStep(state)?.id ?? null, responses };
}
