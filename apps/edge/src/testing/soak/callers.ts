import { setTimeout } from "node:timers/promises";
import * as z from "zod/mini";
import { type Reply, sendRequest, wireBody } from "../client.ts";
import { type SoakSubmission, soakInstances, tokenOf } from "./soak-company.ts";

/** Sends one submission to a relay, once. */
export function postSoak(
	relay: string,
	{ person, instance, step, comment }: SoakSubmission,
	prefer: string,
): Promise<Reply> {
	return sendRequest(`${relay}${soakInstances}/${instance}/responses`, {
		token: tokenOf(person),
		headers: { Prefer: prefer },
		body: wireBody(step, "2000", { comment }),
	});
}

/** Works on all items, so many at once. */
export async function inParallel<T>(
	items: readonly T[],
	concurrency: number,
	work: (item: T) => Promise<void>,
): Promise<void> {
	const queue = items.values();
	await Promise.all(
		Array.from({ length: concurrency }, async () => {
			for (const item of queue) await work(item);
		}),
	);
}

/** How a caller's submission ended. */
export type CallerResult = {
	/** The kind of the last outcome. */
	kind: string;
	/** How many answers said that it is not certain, or that nothing was recorded. */
	unsettled: number;
	/** An answer that an earlier or later one refutes, in words. */
	wrong: string[];
};

const problem = z.object({ outcome: z.object({ kind: z.string() }) });

/** Sends a submission to a relay until its outcome is certain, as a caller does who follows the answers. */
export async function submitUntilCertain(
	relay: string,
	submission: SoakSubmission,
	waitSeconds: number,
): Promise<CallerResult> {
	const prefer = `return=representation, wait=${waitSeconds}`;
	let unsettled = 0;
	let mayBeRecorded = false;
	for (;;) {
		const reply = await postSoak(relay, submission, prefer).catch(() => null);
		if (reply === null) {
			mayBeRecorded = true;
			await setTimeout(200);
			continue;
		}
		const { kind } = z.parse(problem, JSON.parse(reply.text)).outcome;
		if (kind !== "deferred" && kind !== "uncertain") {
			const wrong =
				kind === "unchanged" && !mayBeRecorded
					? [`${submission.comment}: unchanged, after answers that deny it`]
					: [];
			return { kind, unsettled, wrong };
		}
		unsettled += 1;
		if (kind === "uncertain") mayBeRecorded = true;
		const seconds = Number(reply.headers.get("Retry-After") ?? "1");
		await setTimeout(Math.min(seconds, 5) * 1_000);
	}
}
