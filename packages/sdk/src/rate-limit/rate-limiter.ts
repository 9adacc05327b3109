import {
	blockedUntil,
	initialRateLimit,
	nextJobAt,
	nextRequestAt,
	type RateLimitState,
	release,
	requestStarted,
	reserve,
	responseReceived,
} from "@signoff/core/rate-limit";
import type { RequestEvent } from "@signoff/core/request";
import { longestTimerMs } from "../util/timers.ts";
import { createLine, type Waiter } from "./priority-queue.ts";

/** The calls of one piece of work, which are made one after the other. It ends with `leave`. */
export type Place = {
	/** Whether a call goes now. `urgent`: it does, whatever the limits. */
	take(urgent: boolean): boolean;
	/** Waits in line: resolves once `take` says yes. */
	turn(): Promise<void>;
	/** When to expect that, in Unix milliseconds, as far as is known; never now. */
	opensAt(): number;
	/** What became of the call that went. */
	over(event: RequestEvent): void;
	leave(): void;
};

/** Lets the calls of a client go as the server's limits allow (contract §4): first those of work begun first. */
export type RateLimiter = {
	enter(): Place;
	/**
	 * Waits until new work can be begun without holding back any that has been begun, or for the signal, and reserves a
	 * call for it. Gives what ends the reservation.
	 */
	admit(signal: AbortSignal | undefined): (() => void) | Promise<() => void>;
};

// While others come first, or an answer is waited for: how often a deadline is looked at.
const lookMs = 250;

/** Makes the pacer of a client. Its timer runs only while somebody waits. */
export function createRateLimiter(): RateLimiter {
	let pace: RateLimitState = initialRateLimit();
	let begun = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const calls = createLine();
	const newcomers = createLine();

	const callWaitMs = (now = Date.now()): number =>
		nextRequestAt(pace, now) - now;
	const workWaitMs = (now = Date.now()): number => nextJobAt(pace, now) - now;

	function go(): void {
		pace = requestStarted(pace, Date.now());
	}

	function begin(): void {
		pace = reserve(pace, Date.now());
	}

	function end(event: RequestEvent): void {
		pace = responseReceived(
			pace,
			event.kind === "response" ? event : null,
			Date.now(),
		);
		serve();
	}

	const nobodyWaits = (): boolean => calls.isEmpty() && newcomers.isEmpty();

	/** Lets go whoever may, and comes back when the next one may. */
	function serve(): void {
		clearTimeout(timer);
		if (nobodyWaits()) return;
		while (!calls.isEmpty() && callWaitMs() === 0) {
			go();
			calls.letFirst();
		}
		while (calls.isEmpty() && !newcomers.isEmpty() && workWaitMs() === 0) {
			begin();
			newcomers.letFirst();
		}
		if (nobodyWaits()) return;
		const ms = calls.isEmpty() ? workWaitMs() : callWaitMs();
		timer = setTimeout(serve, Math.min(ms, longestTimerMs));
	}

	function enter(): Place {
		begun++;
		const rank = begun;
		let waiter: Waiter | null = null;
		let underWay = false;

		function take(urgent: boolean): boolean {
			const turn = waiter?.let === true;
			if (!turn) {
				if (!urgent && !(calls.isFirst(rank) && callWaitMs() === 0))
					return false;
				go();
			}
			if (waiter !== null) calls.drop(waiter);
			waiter = null;
			underWay = true;
			return true;
		}

		function turn(): Promise<void> {
			waiter ??= calls.join(rank);
			serve();
			return waiter.turn.promise;
		}

		function opensAt(): number {
			const now = Date.now();
			return Math.max(blockedUntil(pace, now), now + lookMs);
		}

		function over(event: RequestEvent): void {
			underWay = false;
			end(event);
		}

		/** A call that went and was never told of, or that was let go and not made, is under way no more. */
		function leave(): void {
			const open = underWay || waiter?.let === true;
			if (waiter !== null) calls.drop(waiter);
			waiter = null;
			if (open) over({ kind: "no_response" });
			else serve();
		}

		return { take, turn, opensAt, over, leave };
	}

	function admit(
		signal: AbortSignal | undefined,
	): (() => void) | Promise<() => void> {
		if (!nobodyWaits() || workWaitMs() > 0)
			return isLet(newcomers.join(0), signal).then((isIn) =>
				isIn ? releaseJob : () => {},
			);
		begin();
		return releaseJob;
	}

	function releaseJob(): void {
		pace = release(pace);
		serve();
	}

	async function isLet(
		waiter: Waiter,
		signal: AbortSignal | undefined,
	): Promise<boolean> {
		const stop = (): void => waiter.turn.resolve();
		signal?.addEventListener("abort", stop, { once: true });
		if (signal?.aborted) stop();
		serve();
		await waiter.turn.promise;
		signal?.removeEventListener("abort", stop);
		newcomers.drop(waiter);
		serve();
		return waiter.let;
	}

	return { enter, admit };
}
