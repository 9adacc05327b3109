import type { Client } from "@signoff/sdk";
import type { OutboxIdentity } from "./identity.ts";
import type { Outbox } from "./outbox-api.ts";
import { type SettleDueOptions, settleDue } from "./settle-due.ts";

/** Timers; tests pass their own. */
export type Timers = {
	setTimeout: (work: () => void, ms: number) => unknown;
	clearTimeout: (timer: unknown) => void;
};

/** What a runner works on and reports to. */
export type RunnerOptions = Pick<
	SettleDueOptions,
	"deadlineMs" | "optionsOf" | "onEnd"
> & {
	outbox: Outbox;
	client: Client;
	identity: OutboxIdentity;
	/** A settlement that waits longer than this is put back, so that others can go on; in milliseconds. @default 2000 */
	patienceMs?: number | undefined;
	/** Called after each change of the outbox, by this process or another one: read `unsettled` and `stale` again. */
	onChange?: (() => void) | undefined;
	/** The outbox cannot be used any more: the runner has stopped. */
	onError: (error: unknown) => void;
	timers?: Timers | undefined;
};

/** Sends the entries of one identity whenever they are due, until it is stopped. */
export type Runner = {
	/** Looks for due entries now: call it after `hold`, `sendNow`, `takeBack` and `confirm`. */
	wake(): void;
	/** Aborts what is being sent, and resolves once nothing is. What was not sent certainly becomes a draft again. */
	stop(): Promise<void>;
};

/** Other processes are noticed after at most this time, and leases that ended. */
const pollMs = 1_000;
const defaultPatienceMs = 2_000;

const systemTimers: Timers = {
	setTimeout: (work, ms) => setTimeout(work, ms),
	clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/**
 * Starts to send the entries of an identity: those whose window has passed, and those that are `uncertain` or `deferred`,
 * until each is certain. Entries whose window was open when their process ended become drafts.
 */
export function startRunner({
	outbox,
	client,
	identity,
	patienceMs = defaultPatienceMs,
	deadlineMs,
	optionsOf,
	onEnd,
	onChange,
	onError,
	timers = systemTimers,
}: RunnerOptions): Runner {
	const stopping = new AbortController();
	let timer: unknown;
	let running: Promise<void> | null = null;
	let isWoken = false;
	let version = -1;

	/** Runs passes until nothing is due, then sleeps until the next entry is. */
	async function run(): Promise<void> {
		do {
			isWoken = false;
			outbox.recover();
			await settleDue(outbox, client, identity, {
				signal: stopping.signal,
				patienceMs,
				deadlineMs,
				optionsOf,
				onStart: () => onChange?.(),
				onEnd: (entry, result) => {
					onEnd?.(entry, result);
					onChange?.();
				},
			});
		} while (isWoken && !stopping.signal.aborted);
		reportForeignChange();
	}

	function reportForeignChange(): void {
		const current = outbox.dataVersion();
		if (version !== -1 && current !== version) onChange?.();
		version = current;
	}

	function wake(): void {
		if (stopping.signal.aborted) return;
		timers.clearTimeout(timer);
		isWoken = true;
		running ??= run()
			.then(sleep, fail)
			.finally(() => {
				running = null;
				if (isWoken) wake();
			});
	}

	function sleep(): void {
		if (stopping.signal.aborted || isWoken) return;
		const due = outbox.nextDueAt(identity) ?? Number.POSITIVE_INFINITY;
		const ms = Math.min(pollMs, Math.max(0, due - outbox.now()));
		timer = timers.setTimeout(wake, ms);
	}

	function fail(error: unknown): void {
		isWoken = false;
		stopping.abort();
		onError(error);
	}

	wake();
	return {
		wake,
		async stop() {
			stopping.abort();
			isWoken = false;
			timers.clearTimeout(timer);
			await running;
		},
	};
}
