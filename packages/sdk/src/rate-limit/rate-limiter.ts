import {
	blockedUntil,
	initialRateLimit,
	nextJobAt,
	nextRequestAt,
	type RateLimitState,
	release as releaseReservation,
	requestStarted,
	reserve as reserveRequest,
	responseReceived,
} from "@signoff/core/rate-limit";
import type { RequestEvent } from "@signoff/core/request";
import { startClock } from "../util/clock.ts";
import { timerMs } from "../util/timers.ts";
import { createPriorityQueue, type WaitingRequest } from "./priority-queue.ts";

/** The rate limit of one operation, which sends its requests one after the other. */
export type RateLimitSlot = {
	/** True if a request may go now; it then counts as sent. `urgent`: always, whatever the limits. */
	tryAcquire(urgent: boolean): boolean;
	/** Queues the operation: resolves once `tryAcquire` returns `true`. */
	wait(): Promise<void>;
	/**
	 * How long the server's limits are known to hold requests back, in milliseconds. 0 if no limit is known to be
	 * reached: a request that may not go waits for the response to another one.
	 */
	blockedMs(): number;
	/** Reports the result of the request that went. */
	complete(event: RequestEvent): void;
	/** Ends the operation. */
	dispose(): void;
};

/** Releases the requests of its clients as the server's limits allow (contract §4): the oldest operation first. */
export type RateLimiter = {
	/** Begins an operation. Its requests go before those of operations that begin later. */
	openSlot(): RateLimitSlot;
	/**
	 * Waits until a new job would not delay those that are running, or until the signal aborts, and reserves a request
	 * for it. Returns what ends the reservation.
	 */
	reserve(signal: AbortSignal | undefined): (() => void) | Promise<() => void>;
};

/**
 * Creates a rate limiter for the option `rateLimiter` of `createClient`, which clients whose requests count against the
 * same limits share. Its timer runs only while requests wait. Its clock is its own: it hands out durations only.
 */
export function createRateLimiter(): RateLimiter {
	const now = startClock();
	let state: RateLimitState = initialRateLimit();
	let slotCount = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const requests = createPriorityQueue();
	const jobs = createPriorityQueue();

	const requestWaitMs = (at = now()): number => nextRequestAt(state, at) - at;
	const jobWaitMs = (at = now()): number => nextJobAt(state, at) - at;

	function startRequest(): void {
		state = requestStarted(state, now());
	}

	function startJob(): void {
		state = reserveRequest(state, now());
	}

	function endRequest(event: RequestEvent): void {
		state = responseReceived(
			state,
			event.kind === "response" ? event : null,
			now(),
		);
		releaseWaiting();
	}

	const isIdle = (): boolean => requests.isEmpty() && jobs.isEmpty();

	/** Releases every request that may go now and schedules the next check. */
	function releaseWaiting(): void {
		clearTimeout(timer);
		for (;;) {
			// Jobs wait until no request does.
			const isJob = requests.isEmpty();
			const queue = isJob ? jobs : requests;
			if (queue.isEmpty()) return;
			const ms = isJob ? jobWaitMs() : requestWaitMs();
			if (ms > 0) {
				timer = setTimeout(releaseWaiting, timerMs(ms));
				return;
			}
			if (isJob) startJob();
			else startRequest();
			queue.releaseNext();
		}
	}

	function openSlot(): RateLimitSlot {
		slotCount++;
		const rank = slotCount;
		let waiting: WaitingRequest | null = null;
		let inFlight = false;

		function tryAcquire(urgent: boolean): boolean {
			const released = waiting?.released === true;
			if (!released) {
				if (!urgent && !(requests.isNext(rank) && requestWaitMs() === 0))
					return false;
				startRequest();
			}
			if (waiting !== null) requests.remove(waiting);
			waiting = null;
			inFlight = true;
			return true;
		}

		function wait(): Promise<void> {
			waiting ??= requests.enqueue(rank);
			releaseWaiting();
			return waiting.turn.promise;
		}

		function blockedMs(): number {
			const at = now();
			return blockedUntil(state, at) - at;
		}

		function complete(event: RequestEvent): void {
			inFlight = false;
			endRequest(event);
		}

		/** Counts a request as ended if it was released and not made, or made and not reported. */
		function dispose(): void {
			const isOpen = inFlight || waiting?.released === true;
			if (waiting !== null) requests.remove(waiting);
			waiting = null;
			if (isOpen) complete({ kind: "no_response" });
			else releaseWaiting();
		}

		return { tryAcquire, wait, blockedMs, complete, dispose };
	}

	function reserve(
		signal: AbortSignal | undefined,
	): (() => void) | Promise<() => void> {
		if (!isIdle() || jobWaitMs() > 0)
			return waitForJob(jobs.enqueue(0), signal).then((released) =>
				released ? endJob : () => {},
			);
		startJob();
		return endJob;
	}

	function endJob(): void {
		state = releaseReservation(state);
		releaseWaiting();
	}

	/** @returns `false` if the signal ended the wait */
	async function waitForJob(
		job: WaitingRequest,
		signal: AbortSignal | undefined,
	): Promise<boolean> {
		const stop = (): void => job.turn.resolve();
		signal?.addEventListener("abort", stop, { once: true });
		if (signal?.aborted) stop();
		releaseWaiting();
		await job.turn.promise;
		signal?.removeEventListener("abort", stop);
		jobs.remove(job);
		releaseWaiting();
		return job.released;
	}

	return { openSlot, reserve };
}
