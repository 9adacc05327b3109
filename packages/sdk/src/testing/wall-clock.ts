import { vi } from "vitest";
import type { Fetch } from "../http/transport.ts";

/** One HTTP request of a run, and when it was received, in milliseconds from the start of the run. */
type Received = [elapsedMs: number, request: string];

/** What a run did: its requests, its result, and how long it took. */
export type Timeline = {
	requests: Received[];
	result: unknown;
	elapsedMs: number;
};

/** A run of the sdk. `received` counts the requests before this one. */
export type Scenario = {
	reply: (
		request: Request,
		received: number,
		elapsedMs: number,
	) => Response | "no reply";
	run: (fetch: Fetch) => Promise<unknown>;
};

const latencyMs = 40;

/**
 * Runs a scenario under fake timers, and sets the wall clock once while it runs. Each reply takes 40 ms.
 *
 * @param jump after how many milliseconds the wall clock is set, and by how many; `null`: never
 */
export async function runWithClockJump(
	{ reply, run }: Scenario,
	jump: { afterMs: number; byMs: number } | null,
): Promise<Timeline> {
	vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:03.700Z") });
	vi.spyOn(Math, "random").mockReturnValue(0.5);
	try {
		const startedAt = performance.now();
		const elapsedMs = (): number => performance.now() - startedAt;
		const requests: Received[] = [];
		const fetch: Fetch = async (input, init) => {
			const request = new Request(input, init);
			const { pathname } = new URL(request.url);
			const count = requests.push([
				elapsedMs(),
				`${request.method} ${pathname}`,
			]);
			const replied = reply(request, count - 1, elapsedMs());
			if (replied === "no reply") return await new Promise(() => undefined);
			await new Promise((resolve) => setTimeout(resolve, latencyMs));
			return replied;
		};
		if (jump !== null)
			setTimeout(() => vi.setSystemTime(Date.now() + jump.byMs), jump.afterMs);
		let end: { result: unknown; elapsedMs: number } | null = null;
		void run(fetch).then((result) => {
			end = { result, elapsedMs: elapsedMs() };
		});
		while (end === null) await vi.advanceTimersByTimeAsync(10);
		return Object.assign({ requests }, end);
	} finally {
		vi.restoreAllMocks();
		vi.useRealTimers();
	}
}
