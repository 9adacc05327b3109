import type { Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { markChangedAttachments } from "@signoff/core/settlement";
import { errorLogEntry } from "../observability/log.ts";
import type { SettlementPorts } from "./ports.ts";
import type { Round } from "./round.ts";
import type {
	SettlementReply,
	SettlementRequest,
} from "./submission-request.ts";

/** How long a round may exceed the time that its caller waits. */
export const graceMs = 1_000;

const openRetryMs = 5_000;

/** The answer to a caller of a round, after the time that the caller waits. */
export async function replyOf(
	ports: SettlementPorts,
	round: Round,
	{ id, submission, isAsync, waitMs }: SettlementRequest,
): Promise<SettlementReply> {
	const { now } = ports;
	if (isAsync && !(await goesOn(ports, round, id)))
		return { kind: "outcome", outcome: outcomeIfOpen(round, now()) };
	const outcome =
		isAsync && waitMs === 0
			? null
			: await waitFor(ports, round, isAsync ? waitMs : waitMs + graceMs);
	if (outcome !== null && !(isAsync && outcome.kind === "uncertain"))
		return {
			kind: "outcome",
			outcome: markChangedAttachments(outcome, round.submission, submission),
		};
	if (isAsync)
		return { kind: "accepted", retry_at: round.lookAgainAt ?? now() };
	return { kind: "outcome", outcome: await outcomeAfterWait(round, now) };
}

/** Makes a settlement go on without callers; `false` if that cannot be stored: it may go on all the same. */
async function goesOn(
	{ log }: SettlementPorts,
	round: Round,
	id: string,
): Promise<boolean> {
	await round.stored;
	try {
		await round.goOnWithoutCallers();
		return true;
	} catch (error) {
		log({ ...errorLogEntry("", error), settlement: id });
		return false;
	}
}

/** The outcome of a round; `null` if it takes longer. */
async function waitFor(
	{ after }: SettlementPorts,
	round: Round,
	ms: number,
): Promise<Outcome | null> {
	const { promise, resolve } = Promise.withResolvers<null>();
	const cancel = after(ms, () => resolve(null));
	round.waiting += 1;
	try {
		return await Promise.race([round.outcome, promise]);
	} finally {
		round.waiting -= 1;
		cancel();
	}
}

/** If nothing can be on record and no other caller needs it, the settlement ends; else it goes on. */
async function outcomeAfterWait(
	round: Round,
	now: () => number,
): Promise<Outcome> {
	const known = round.outcomeIfAborted();
	const isNeeded = round.isAsync || round.waiting > 0;
	if (known?.kind !== "uncertain" && !isNeeded) {
		round.abort();
		return round.outcome;
	}
	return outcomeIfOpen(round, now());
}

/** What is certain while a round runs on without this caller. */
function outcomeIfOpen(round: Round, now: number): Outcome {
	const known = round.outcomeIfAborted();
	if (known?.kind === "uncertain") return known;
	const uncertain = outcomes.uncertain(now + openRetryMs);
	return outcomes.withAttempts(uncertain, known?.attempts ?? []);
}
