import type { ClientCall } from "@signoff/conformance/fault-server";

/** Shorter deadlines are for runtimes that do not report a refused connection, as Node does. */
const leastMs = 4_000;

/** A call with enough time for a process on a busy machine to see that the server is not there. */
export function patientCall(call: ClientCall): ClientCall {
	return { ...call, deadline_ms: Math.max(leastMs, call.deadline_ms) };
}
