import {
	advanceSettlement,
	beginSettlement,
	type Submission,
} from "@signoff/core";
import type { Client, Instance, Journal } from "@signoff/sdk";
import { sampleInstance, sampleSubmission } from "../sample-instance.ts";

/** Calls `respond` with an instance that the client has read before: one HTTP request. */
export async function signoffRespond(
	client: Client,
	instance: Instance | undefined,
): Promise<void> {
	const { kind } = await client.respond(sampleSubmission, { instance });
	if (kind !== "recorded")
		throw new Error(`Expected \`recorded\`, received \`${kind}\`.`);
}

/** Calls `respondAll` without a first read: one HTTP request for each submission. */
export async function signoffRespondAll(
	client: Client,
	submissions: Iterable<Submission>,
	concurrency: number,
	journal?: Journal,
): Promise<void> {
	for await (const { outcome } of client.respondAll(submissions, {
		concurrency,
		journal,
		readFirst: false,
	}))
		if (outcome.kind !== "recorded")
			throw new Error(`Expected \`recorded\`, received \`${outcome.kind}\`.`);
}

const recordedEvent = {
	kind: "response",
	status: 204,
	headers: { "idempotency-replayed": "false" },
	data: null,
} as const;

/** How many settlements one call of {@link settleInMemory} runs. */
export const settlementsPerCall = 1000;

/** Runs only core's part of `respond`, without HTTP. */
export async function settleInMemory(): Promise<void> {
	for (let count = 0; count < settlementsPerCall; count++) {
		const { state } = beginSettlement(
			sampleSubmission,
			null,
			{},
			0,
			sampleInstance,
		);
		advanceSettlement(state, recordedEvent, 1, 0);
	}
}
