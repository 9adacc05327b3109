import type { CallName } from "@signoff/core";
import { type ActorEvent, respondentIdOf } from "../simulation/actor-events.ts";
import type { NetworkFault, RefreshFault } from "../simulation/faults.ts";
import type { Scenario } from "../simulation/random-scenario.ts";
import { currentStep, findResponse } from "../simulation/server-state.ts";
import type { VirtualNetwork } from "../simulation/virtual-network.ts";
import { stateAt, stateOf } from "../simulation/virtual-server.ts";
import { benId } from "./world-scenario.ts";

/** What happens to one request, or just before it. */
export type FaultChoice =
	| { kind: "request"; fault: NetworkFault }
	| { kind: "refresh"; fault: RefreshFault }
	/** Another person ends the step just before the request is sent. */
	| { kind: "step_ended" };

/** No fault. */
export const noFault: FaultChoice = {
	kind: "request",
	fault: { kind: "none" },
};

/** How long messages take, one way. As short as possible, so that a read is issued and answered at nearly one moment. */
export const latencyMs = 1;

/** Every fault that the next request can meet and that changes what happens. */
export function faultChoices(
	network: VirtualNetwork,
	call: CallName,
	scenario: Scenario,
): readonly FaultChoice[] {
	if (call === "refresh_token") return refreshFaults;
	const faults =
		call === "submit"
			? submitFaults(scenario)
			: call === "read_me"
				? readFaults
				: [...readFaults, ...staleReads(network, scenario)];
	const choices = faults.map(
		(fault): FaultChoice => ({ kind: "request", fault }),
	);
	return canStepEnd(network, scenario)
		? [...choices, { kind: "step_ended" }]
		: choices;
}

const rateLimited: NetworkFault = {
	kind: "rate_limited",
	reset_in: 2,
	retry_after: null,
	dated: true,
};

/** The faults of a token refresh. */
export const refreshFaults: readonly FaultChoice[] = [
	{ kind: "refresh", fault: "refresh_failed" },
	{ kind: "refresh", fault: "refresh_refused" },
];

/** The faults of a read, apart from a stale answer. */
export const readFaults: readonly NetworkFault[] = [
	{ kind: "request_dropped", loss: "hang" },
	failed(false),
	{ kind: "token_expired" },
	{ kind: "refused", status: 403 },
	rateLimited,
];

/** The faults of a submit. */
export function submitFaults({ policy }: Scenario): NetworkFault[] {
	// If the delay is unknown, the request arrives after the settlement has ended. A connection that is reset at once
	// leaves the settlement time to go on before the request arrives.
	const delay_ms = policy.maxDeliveryDelayMs ?? policy.deadlineMs;
	return [
		{ kind: "request_dropped", loss: "hang" },
		{ kind: "reply_dropped", loss: "hang" },
		{ kind: "arrives_late", loss: "reset", delay_ms },
		failed(true),
		failed(false),
		{ kind: "token_expired" },
		{ kind: "refused", status: 403 },
		{ kind: "refused", status: 422 },
		rateLimited,
	];
}

function failed(recorded: boolean): NetworkFault {
	return {
		kind: "failed",
		status: 500,
		recorded,
		retry_after: null,
		html: false,
	};
}

/** One stale read for each earlier state that a read may still show when it is answered. */
function staleReads(
	{ server, now }: VirtualNetwork,
	{ policy }: Scenario,
): NetworkFault[] {
	const oldest = now + latencyMs - policy.maxReadStalenessMs;
	const moments = server.versions
		.slice(0, -1)
		.map(({ at }) => Math.max(at, oldest))
		.filter((at) => stateAt(server, at) !== stateOf(server));
	return [...new Set(moments)].map((at) => ({
		kind: "stale",
		staleness_ms: now + latencyMs - at,
	}));
}

/** The other person can end the step if it is current and ends with the first response. */
function canStepEnd(
	{ server }: VirtualNetwork,
	{ plan, submission }: Scenario,
): boolean {
	const state = stateOf(server);
	const { current_step_occurrence_id } = submission.response;
	return (
		plan.steps[0]?.decision_type === "first" &&
		currentStep(state)?.id === current_step_occurrence_id &&
		findResponse(state, current_step_occurrence_id, respondentIdOf(plan)) ===
			null
	);
}

/** The event of the other person, who ends the step. */
export const otherPersonResponds: ActorEvent = {
	kind: "responds",
	person_id: benId,
	option: 0,
	comment: null,
};
