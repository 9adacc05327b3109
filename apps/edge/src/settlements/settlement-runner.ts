import type { Outcome } from "@signoff/core";
import { isSameResponse } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { outcomeIfAborted } from "@signoff/core/settlement";
import { isSignoffError } from "@signoff/sdk";
import { ended } from "./next-stored.ts";
import { openCredential } from "./open-credential.ts";
import type { SettlementPorts } from "./ports.ts";
import { graceMs, replyOf } from "./reply.ts";
import { Round, type RoundStart } from "./round.ts";
import type { StoredSettlement } from "./stored-settlement.ts";
import type {
	SettlementReply,
	SettlementRequest,
} from "./submission-request.ts";
import { whileOpen } from "./while-open.ts";

/** Runs one settlement, by its id: at most one round at a time. */
export type SettlementRunner = {
	/** Settles a submission, or attaches its caller to the settlement of the same one that is under way. */
	submit(request: SettlementRequest): Promise<SettlementReply>;
	/** Goes on with a settlement whose time has come. Resolves when its round ends. */
	wake(): Promise<void>;
	/** Whether a round runs. */
	isRunning(): boolean;
	/** Resolves when no round runs. */
	idle(): Promise<void>;
	/** Leaves the round that runs: what is stored goes on after the next start of the process. */
	leave(): void;
};

/** The longest life of a settlement without certainty. */
const horizonMs = 86_400_000;
const backgroundDeadlineMs = 60_000;
/**
 * A settlement without waiting callers is left to the host before a longer wait. The wait for a read that is not stale
 * (5 s) begins anew with each round, so that a round has to wait for it.
 */
const backgroundPatienceMs = 6_000;
const otherResponseRetryMs = 5_000;
const sealKeyRetryMs = 3_600_000;

/** Creates the runner of one settlement. */
export function createRunner(
	id: string,
	ports: SettlementPorts,
): SettlementRunner {
	const { store, now } = ports;
	let current: Round | null = null;
	let turn: Promise<unknown> = Promise.resolve();

	/** Runs one decision after the other. */
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const result = turn.then(work);
		turn = result.catch(() => {});
		return result;
	}

	function begin(start: RoundStart): Round {
		const round = new Round(ports, start);
		current = round;
		round.outcome
			.catch(() => {})
			.finally(() => {
				if (current === round) current = null;
			});
		return round;
	}

	async function submit(request: SettlementRequest): Promise<SettlementReply> {
		const askedAt = now();
		/** The request, with the time that is left of its wait. */
		const rest = (): SettlementRequest => {
			const left = request.waitMs - (now() - askedAt);
			return { ...request, waitMs: Math.max(request.isAsync ? 0 : 1, left) };
		};
		let hasAccess = request.credential.kind === "service";
		for (;;) {
			const found = await inTurn(() => joinOrBegin(rest(), hasAccess));
			if (found.kind === "round") return replyOf(ports, found.round, rest());
			if (found.kind === "reply") return found.reply;
			const refusal = await refusalOfRead(rest());
			if (refusal !== null) return { kind: "outcome", outcome: refusal };
			hasAccess = true;
		}
	}

	/** Joins the round that runs, goes on with the open settlement, or begins one. */
	async function joinOrBegin(
		request: SettlementRequest,
		hasAccess: boolean,
	): Promise<Joined> {
		const stored = current === null ? await store.load(id) : null;
		const open = current?.submission ?? openSubmission(stored);
		if (open !== null) {
			if (!isSameResponse(open, request.submission))
				return otherResponse(now());
			if (!hasAccess) return { kind: "needs_access" };
			if (current !== null) return { kind: "round", round: current };
		}
		const { principal, credential, submission, isAsync, waitMs } = request;
		return {
			kind: "round",
			round: begin({
				...{ id, principal, credential, stored },
				submission: open ?? submission,
				isAsync: isAsync || (open !== null && stored?.is_async === true),
				endsAt: open === null ? now() + horizonMs : (stored?.ends_at ?? now()),
				deadlineMs: isAsync ? backgroundDeadlineMs : waitMs,
				patienceMs: isAsync ? backgroundPatienceMs : Number.POSITIVE_INFINITY,
				instance: request.instance,
			}),
		};
	}

	/**
	 * Why this caller may not see the instance; `null` if it was read with the caller's credential. The settlement that is
	 * open goes on if the instance cannot be read: what it sends may be on record.
	 */
	async function refusalOfRead({
		credential,
		submission,
		waitMs,
	}: SettlementRequest): Promise<Outcome | null> {
		try {
			await ports.clients(credential).instances.get(submission, submission.id, {
				deadlineMs: Math.max(waitMs, graceMs),
			});
			return null;
		} catch (error) {
			if (isSignoffError(error)) return whileOpen(error.outcome);
			throw error;
		}
	}

	async function wake(): Promise<void> {
		const round = await inTurn(resume);
		await round?.outcome;
	}

	async function resume(): Promise<Round | null> {
		if (current !== null) return null;
		const stored = await store.load(id);
		if (stored === null || stored.wake_at === null || stored.wake_at > now())
			return null;
		const { state, ends_at, principal, is_async } = stored;
		if (now() >= ends_at) {
			await store.save(
				ended(nextVersion(stored), outcomeIfAborted(state, now()), now()),
			);
			return null;
		}
		const credential = await openCredential(stored, ports);
		if (credential === null) {
			await store.save({
				...nextVersion(stored),
				wake_at: Math.min(ends_at, now() + sealKeyRetryMs),
			});
			return null;
		}
		return begin({
			...{ id, principal, credential, stored, endsAt: ends_at },
			submission: state.submission,
			isAsync: is_async,
			deadlineMs: backgroundDeadlineMs,
			patienceMs: backgroundPatienceMs,
			instance: null,
		});
	}

	return {
		submit,
		wake,
		isRunning: () => current !== null,
		async idle() {
			while (current !== null) await current.outcome.catch(() => {});
		},
		leave: () => current?.leave(),
	};
}

type Joined =
	| { kind: "round"; round: Round }
	| { kind: "reply"; reply: SettlementReply }
	/** The caller has to show that the instance may be read with this credential. */
	| { kind: "needs_access" };

function openSubmission(stored: StoredSettlement | null) {
	return stored === null || stored.outcome !== null
		? null
		: stored.state.submission;
}

function nextVersion(stored: StoredSettlement): StoredSettlement {
	return { ...stored, version: stored.version + 1 };
}

/** Another response of the same principal to this step is under way: nothing of this one is stored or sent. */
function otherResponse(now: number): Joined {
	const outcome = outcomes.deferred("unavailable", now + otherResponseRetryMs);
	return { kind: "reply", reply: { kind: "outcome", outcome } };
}
