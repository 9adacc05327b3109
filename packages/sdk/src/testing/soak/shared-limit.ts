import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OutcomeKind } from "@signoff/core";
import { bearer } from "../../auth/auth.ts";
import { createClient } from "../../client.ts";
import { createRateLimiter } from "../../rate-limit/rate-limiter.ts";
import { rateLimitedServer } from "../rate-limited-server.ts";
import { submission } from "../sample-instance.ts";
import { useVirtualClock } from "./virtual-clock.ts";

/** What a server with a limit of 25 in ten seconds received. */
export type SharedLimitReport = {
	kinds: Partial<Record<OutcomeKind, number>>;
	requests: number;
	/** The most requests that one window received. */
	busiestWindow: number;
	/** Replies with 429. */
	refusals: number;
};

/**
 * Settles submissions of many people, each with an own client, through one rate limiter, against a server on a loopback
 * socket, in virtual time.
 */
export async function settleUnderSharedLimit(
	people: number,
	submissionsEach: number,
): Promise<SharedLimitReport> {
	const restoreClock = useVirtualClock();
	const limited = rateLimitedServer(
		0,
		() => new Response(null, { status: 204 }),
	);
	const server = createServer(async (request, response) => {
		request.resume();
		const url = `http://127.0.0.1${request.url}`;
		const { status, headers } = await limited.fetch(url, {
			method: request.method ?? "GET",
		});
		response.writeHead(status, [...headers].flat()).end();
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const rateLimiter = createRateLimiter();
	const kinds: SharedLimitReport["kinds"] = {};
	const settleAll = async (_: unknown, person: number): Promise<void> => {
		const client = createClient({
			baseUrl: `http://127.0.0.1:${port}`,
			auth: bearer(`person-${person}`),
			rateLimiter,
		});
		for (let count = 0; count < submissionsEach; count++) {
			const id = String(1 + person * submissionsEach + count);
			const { kind } = await client.respond(
				{ ...submission, id },
				// Everybody waits for everybody else.
				{ readFirst: false, deadlineMs: 3_600_000, attemptTimeoutMs: 120_000 },
			);
			kinds[kind] = (kinds[kind] ?? 0) + 1;
		}
	};
	try {
		await Promise.all(Array.from({ length: people }, settleAll));
	} finally {
		restoreClock();
		server.closeAllConnections();
		server.close();
	}
	const { requests } = limited;
	return {
		kinds,
		requests: requests.length,
		busiestWindow: Math.max(...limited.used.values()),
		refusals: requests.filter(({ status }) => status === 429).length,
	};
}
