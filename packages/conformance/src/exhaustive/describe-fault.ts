import type { NetworkFault, RefreshFault } from "../simulation/faults.ts";
import {
	type FaultChoice,
	readFaults,
	refreshFaults,
	submitFaults,
} from "./fault-choices.ts";
import { worldScenario } from "./world-scenario.ts";
import { simplestWorld } from "./worlds.ts";

/** Every fault in words, one line for each kind of request. */
export function describeFaults(): string[] {
	const submit = submitFaults(worldScenario(simplestWorld, 0));
	return [
		`submit: ${submit.map(describeFault).join(" | ")}`,
		`reads: ${readFaults.map(describeFault).join(" | ")}`,
		"instance and history: each earlier state that a stale read may show",
		`token refresh: ${refreshFaults.map(describeChoice).join(" | ")}`,
		"any, if the step ends with the first response: another person ends the step just before",
	];
}

/** A choice in words. */
export function describeChoice(choice: FaultChoice): string {
	switch (choice.kind) {
		case "step_ended":
			return "another person ends the step";
		case "refresh":
			return refreshWords[choice.fault];
		case "request":
			return describeFault(choice.fault);
	}
}

const refreshWords: Record<RefreshFault, string> = {
	refreshed: "no fault",
	refresh_failed: "the refresh fails",
	refresh_refused: "the refresh is refused",
	unusable_token: "the new token is refused",
};

function describeFault(fault: NetworkFault): string {
	switch (fault.kind) {
		case "none":
			return "no fault";
		case "request_dropped":
			return "the request is lost";
		case "reply_dropped":
			return "the request arrives, its answer is lost";
		case "arrives_late":
			return `the connection breaks, the request arrives ${fault.delay_ms} ms later`;
		case "failed":
			return `${fault.status}, ${fault.recorded ? "" : "not "}recorded`;
		case "token_expired":
			return "401";
		case "refused":
			return fault.status === 422 ? "422 that passes" : `${fault.status}`;
		case "rate_limited":
			return "429";
		case "stale":
			return `the answer is ${fault.staleness_ms} ms old`;
		default:
			return fault.kind.replaceAll("_", " ");
	}
}
