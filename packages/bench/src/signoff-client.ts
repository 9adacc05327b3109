import {
	advanceSettlement,
	beginSettlement,
	type Submission,
} from "@signoff/core";
import type { Client, Instance, Journal } from "@signoff/sdk";
import { instance, submission } from "./sample-instance.ts";

/** `respond`, with an instance that the client read before: one call. */
export async function respondOnce(
	client: Client,
	seen: Instance,
): Promise<void> {
	const { kind } = await client.respond(submission, { instance: seen });
	if (kind !== "recorded") throw new Error(`Not recorded but ${kind}.`);
}

/** `respondAll`, with one call for each. */
export async function respondToAll(
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
			throw new Error(`Not recorded but ${outcome.kind}.`);
}

const recorded = {
	kind: "response",
	status: 204,
	headers: { "idempotency-replayed": "false" },
	data: null,
} as const;

/** Core's part of one `respond`, a thousand times. */
export async function settleThousand(): Promise<void> {
	for (let times = 0; times < 1000; times++) {
		const { state } = beginSettlement(submission, null, {}, 0, instance);
		advanceSettlement(state, recorded, 1, 0);
	}
}
