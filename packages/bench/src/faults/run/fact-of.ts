import type { HostedWorldRecord } from "@signoff/conformance/fault-server";
import type { Fact } from "../model/truth.ts";
import { isSubmitted, ownResponse } from "./sample-plan.ts";

/**
 * What the server has on record for the submission.
 *
 * @param before the record before the call
 * @param after the record once every message has arrived
 */
export function factOf(
	before: HostedWorldRecord,
	after: HostedWorldRecord,
): Omit<Fact, "is_knowable"> {
	const own = ownResponse(after);
	if (own === undefined) return { own_response: "none", is_new: false };
	return {
		own_response: isSubmitted(own) ? "same" : "other",
		is_new: ownResponse(before) === undefined,
	};
}
