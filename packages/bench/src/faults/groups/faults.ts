import type { WorldFault } from "../model/types.ts";

type ScriptedFault = WorldFault["faults"][number];
type Fault = ScriptedFault["fault"];

/** More requests of one kind than a client makes. */
const requestCount = 60;

/** The faults of the first submits, in order. */
export function submitFaults(...faults: Fault[]): ScriptedFault[] {
	return faults.map((fault, index) => ({
		call: "submit",
		nth: index + 1,
		fault,
	}));
}

/** Every kind of request to the API. */
export const apiCalls: ScriptedFault["call"][] = [
	"submit",
	"read_instance",
	"read_history",
	"read_me",
];

/** A fault of every request of some kinds, from the `first` of each kind on. */
export function everyRequest(
	calls: readonly ScriptedFault["call"][],
	fault: Fault,
	first = 1,
): ScriptedFault[] {
	return calls.flatMap((call) =>
		Array.from({ length: requestCount }, (_, index) => ({
			call,
			nth: first + index,
			fault,
		})),
	);
}

/** The response is recorded, and the connection is cut before the answer. */
export const answerLost: Fault = { kind: "reply_dropped", loss: "reset" };

/** The connection is cut before the server has read the request. */
export const requestLost: Fault = { kind: "request_dropped", loss: "reset" };

/** A gateway's status in place of the answer. */
export function failed(
	status: number,
	{
		recorded = false,
		retry_after = null,
	}: { recorded?: boolean; retry_after?: number | null } = {},
): Fault {
	return { kind: "failed", status, recorded, retry_after, html: true };
}
