import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { UpstreamFault } from "../../faults/upstream-fault.ts";
import { errorLogEntry, type Log } from "../../observability/log.ts";
import type { Settlements } from "../../settlements/ports.ts";
import type { SettlementRequest } from "../../settlements/submission-request.ts";
import type { ObjectNamespace } from "./bindings.ts";
import { callObject } from "./call-object.ts";
import {
	findMessageSchema,
	type SubmitMessage,
	submitMessageSchema,
} from "./settlement-messages.ts";

/** When to try again if the settlement's object cannot be reached, in milliseconds. */
const retryMs = 5_000;

/** Settlements that run in durable objects, one each. */
export function remoteSettlements(
	objects: ObjectNamespace,
	log: Log,
	now: () => number,
): Settlements {
	/** An identical submission attaches to the settlement, so that it can be passed on again. */
	async function pass(request: SettlementRequest): Promise<SubmitMessage> {
		const call = (): Promise<SubmitMessage> =>
			callObject(
				{ objects, name: request.id },
				"/submit",
				request,
				submitMessageSchema,
			);
		try {
			return await call();
		} catch (error) {
			if (!has(error, "retryable") || has(error, "overloaded")) throw error;
			return call();
		}
	}

	/** An object that is overloaded has refused the call. Otherwise the settlement may go on in it. */
	function outcomeAfter(error: unknown): Outcome {
		const retryAt = now() + retryMs;
		return has(error, "overloaded")
			? outcomes.deferred("unavailable", retryAt)
			: outcomes.uncertain(retryAt);
	}

	return {
		async submit(request) {
			let message: SubmitMessage;
			try {
				message = await pass(request);
			} catch (error) {
				log({ ...errorLogEntry("", error), settlement: request.id });
				return { kind: "outcome", outcome: outcomeAfter(error) };
			}
			if (message.kind !== "fault") return message;
			throw new UpstreamFault(message.fault, message.outcome, {});
		},
		async find(id) {
			const { settlement } = await callObject(
				{ objects, name: id },
				"/find",
				{},
				findMessageSchema,
			);
			return settlement;
		},
	};
}

/** The runtime marks the errors of calls that did not reach an object. */
function has(error: unknown, mark: "retryable" | "overloaded"): boolean {
	return error instanceof Error && Reflect.get(error, mark) === true;
}
