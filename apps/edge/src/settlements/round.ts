import type { Instance, Outcome, OutcomeKind, Submission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	outcomeIfAborted,
	type SettlementState,
} from "@signoff/core/settlement";
import { type Hooks, isAbortError } from "@signoff/sdk";
import { errorLogEntry } from "../observability/log.ts";
import { startSettlementSpan } from "../observability/settlement-tracing.ts";
import { lookAgainAt } from "./look-again.ts";
import { ended, nextStored, type RoundIdentity } from "./next-stored.ts";
import type { Credential, SettlementPorts } from "./ports.ts";
import { roundFrom } from "./round-from.ts";
import { OutdatedSettlement } from "./store.ts";
import { accountOf, type StoredSettlement } from "./stored-settlement.ts";

/** What a round begins with. */
export type RoundStart = {
	id: string;
	principal: string;
	credential: Credential;
	submission: Submission;
	/** What is stored under the same id; `null` if nothing is. */
	stored: StoredSettlement | null;
	/** Whether the settlement goes on if no caller waits. */
	isAsync: boolean;
	endsAt: number;
	deadlineMs: number;
	/** The round ends instead of a longer wait. */
	patienceMs: number;
	/** The instance, if it was just read. */
	instance: Instance | null;
};

/** One round of a settlement: from its first request in this process until it ends, or waits for long. */
export class Round {
	readonly submission: Submission;
	/** Resolves once the settlement is stored; rejects if the round fails before. */
	readonly stored: Promise<void>;
	/** Resolves with the outcome for callers: `uncertain` if the settlement goes on later. Rejects if the round fails. */
	readonly outcome: Promise<Outcome>;
	/** How many callers wait for the outcome. */
	waiting = 0;
	readonly #ports: SettlementPorts;
	readonly #start: RoundStart;
	readonly #controller = new AbortController();
	readonly #firstSave = Promise.withResolvers<void>();
	#latest: StoredSettlement | null;
	#state: SettlementState | null = null;
	#isAsync: boolean;
	#isLeft = false;
	#saving: Promise<void> = Promise.resolve();

	constructor(ports: SettlementPorts, start: RoundStart) {
		this.#ports = ports;
		this.#start = start;
		this.#latest = start.stored;
		this.#isAsync = start.isAsync;
		this.submission = start.submission;
		this.stored = this.#firstSave.promise;
		this.stored.catch(() => {});
		this.outcome = this.#run();
		this.outcome.then(
			() => this.#endFirstSave(),
			(error: unknown) => this.#firstSave.reject(error),
		);
	}

	/** Whether the settlement goes on if no caller waits. */
	get isAsync(): boolean {
		return this.#isAsync;
	}

	/** Makes the settlement go on without callers. Resolves once that is stored, or the round has ended without storing. */
	async goOnWithoutCallers(): Promise<void> {
		this.#isAsync = true;
		await Promise.race([this.stored, this.outcome]);
		await this.#save((latest) =>
			latest === null || latest.is_async || latest.outcome !== null
				? null
				: { ...latest, version: latest.version + 1, is_async: true },
		);
	}

	/** What is certain if nothing more is sent; `null` if nothing was sent yet. */
	outcomeIfAborted(): Outcome | null {
		return this.#state === null
			? null
			: outcomeIfAborted(this.#state, this.#ports.now());
	}

	/** Sends nothing more. */
	abort(): void {
		this.#controller.abort();
	}

	/** Sends nothing more in this process, and leaves what is stored as it is. */
	leave(): void {
		this.#isLeft = true;
		this.#controller.abort();
	}

	/** When to ask for the settlement again; `null` if nothing of it is stored. */
	get lookAgainAt(): number | null {
		return this.#latest === null
			? null
			: lookAgainAt(this.#latest, this.#ports.now());
	}

	async #run(): Promise<Outcome> {
		const span = startSettlementSpan(this.#start.id);
		let kind: OutcomeKind | null = null;
		try {
			const outcome = await this.#settle(span.hooks);
			kind = outcome.kind;
			return outcome;
		} finally {
			span.end(kind);
		}
	}

	async #settle(hooks: Hooks | undefined): Promise<Outcome> {
		const { id, credential, submission, stored, instance } = this.#start;
		const { clients, sealer, now } = this.#ports;
		const { principal, endsAt, deadlineMs, patienceMs } = this.#start;
		const identity: RoundIdentity = {
			...{ id, principal, endsAt, account: accountOf(credential) },
			credential:
				credential.kind === "caller"
					? await sealer.seal(credential.token, id)
					: null,
			rounds: stored?.outcome === null ? stored.rounds : 0,
		};
		const from = roundFrom(submission, stored);
		try {
			await clients(credential, hooks).settle(from, {
				deadlineMs: Math.min(deadlineMs, Math.max(1, endsAt - now())),
				patienceMs,
				signal: this.#controller.signal,
				...(instance === null || from !== submission ? {} : { instance }),
				save: (state) => this.#saveState(identity, state),
			});
		} catch (error) {
			if (!this.#controller.signal.aborted || !isAbortError(error))
				return this.#outcomeAfterFault(error);
			// Nothing of it is stored.
			if (this.#state === null) return error.outcome;
			if (!this.#isLeft) await this.#saveAborted(error.outcome);
		}
		return this.#outcomeForCallers();
	}

	/**
	 * This process sends nothing more after a fault. If a response may be on record, or if the settlement is stored and goes
	 * on later, nothing is certain.
	 */
	#outcomeAfterFault(error: unknown): Outcome {
		const known = this.outcomeIfAborted();
		const isOpen = this.#latest !== null && this.#latest.outcome === null;
		const isCertain = known?.kind !== "uncertain" && !isOpen;
		if (isCertain && !(error instanceof OutdatedSettlement)) throw error;
		const { id } = this.#start;
		this.#ports.log({ ...errorLogEntry("", error), settlement: id });
		return outcomes.withAttempts(
			outcomes.uncertain(this.#ports.now() + faultRetryMs),
			known?.attempts ?? [],
		);
	}

	/** Stores a state before its command is executed, or as the last one of the round. */
	async #saveState(
		identity: RoundIdentity,
		state: SettlementState,
	): Promise<void> {
		const before = this.#state;
		// From here on its command counts as executed: a caller whose wait ends now is not promised that nothing is sent.
		this.#state = state;
		try {
			await this.#save((latest) =>
				nextStored(
					identity,
					state,
					latest?.version ?? 0,
					this.#isAsync,
					this.#ports.now(),
				),
			);
			this.#firstSave.resolve();
		} catch (error) {
			this.#state = before;
			throw error;
		}
	}

	/** Ends the settlement that was aborted; one whose response may be on record goes on later. */
	#saveAborted(outcome: Outcome): Promise<void> {
		const now = this.#ports.now();
		return this.#save((latest) => {
			if (latest === null) return null;
			const next = { ...latest, version: latest.version + 1 };
			return outcome.kind === "uncertain"
				? { ...next, wake_at: Date.parse(outcome.retry_at) }
				: ended(next, outcome, now);
		});
	}

	/** A round can end before its first save: what an earlier one has stored may be open still. */
	#endFirstSave(): void {
		if (this.#latest?.outcome === null) this.#firstSave.resolve();
		else this.#firstSave.reject(new Error("The settlement is not stored."));
	}

	#outcomeForCallers(): Outcome {
		const latest = this.#latest;
		if (latest?.outcome) return latest.outcome;
		const now = this.#ports.now();
		const known = this.outcomeIfAborted();
		if (known?.kind === "uncertain") return known;
		const goesOn = outcomes.uncertain(this.lookAgainAt ?? now + faultRetryMs);
		return outcomes.withAttempts(goesOn, known?.attempts ?? []);
	}

	/** One save after the other, so that each has the next version. */
	#save(
		next: (latest: StoredSettlement | null) => StoredSettlement | null,
	): Promise<void> {
		const saved = this.#saving.then(async () => {
			const settlement = next(this.#latest);
			if (settlement === null) return;
			await this.#ports.store.save(settlement);
			this.#latest = settlement;
		});
		this.#saving = saved.catch(() => {});
		return saved;
	}
}

/** When a caller may try again after a fault, in milliseconds. */
const faultRetryMs = 5_000;
