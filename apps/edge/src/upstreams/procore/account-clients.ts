import type { Me, Outcome } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import {
	type Auth,
	bearer,
	type Client,
	type ClientOptions,
	createClient,
	createRateLimiter,
	type Hooks,
	type IdentityCache,
	type RateLimiter,
} from "@signoff/sdk";
import type { Clients, Credential } from "../../settlements/ports.ts";
import { accountKey, accountOf } from "../../settlements/stored-settlement.ts";

/** What a client of an account needs beside its credential. */
export type ClientSettings = {
	procoreUrl: string;
	/** The service account; `null` if each caller sends a token. */
	service: { auth: Auth; identityCache: IdentityCache } | null;
	hooks: Hooks;
	/** Sends the requests. @default the sdk's own */
	fetch?: ClientOptions["fetch"];
};

/** Creates a client of the upstream with the rate limit of its account. */
export function createAccountClient(
	settings: ClientSettings,
	credential: Credential,
	rateLimiter: RateLimiter,
	hooks: Hooks = settings.hooks,
): Client {
	const { procoreUrl, service, fetch } = settings;
	const login =
		credential.kind === "service"
			? service
			: {
					auth: bearer(credential.token),
					identityCache: knownIdentity(credential.me),
				};
	if (login === null) throw new TypeError("There is no service account.");
	return createClient({
		...{ ...login, rateLimiter, hooks, baseUrl: procoreUrl },
		...(fetch === undefined ? {} : { fetch }),
	});
}

/** The owner of one token, which is not kept beyond the client: a token can be passed on, or revoked. */
function knownIdentity(me: Me | null): IdentityCache {
	return { get: () => Promise.resolve(me), set: () => Promise.resolve() };
}

/** The accounts of an edge: one rate limit each, and a bounded number of requests. */
export type Accounts = {
	clients: Clients;
	/**
	 * Takes a place in the account's queue.
	 *
	 * @returns leaves it; `null` if the queue is full
	 */
	enter(credential: Credential): Promise<(() => void) | null>;
};

/** The accounts that one process uses. */
export type LocalAccounts = Accounts & {
	/** How long the upstream's limit blocks an account, in milliseconds; 0 if it does not. */
	blockedMs(account: string): number;
	/** How many requests of the account are under way or wait. */
	size(credential: Credential): number;
};

/** When to try again if an account's queue is full, in milliseconds. */
const queueRetryMs = 2_000;

/**
 * The outcome if an account's queue is full.
 *
 * @param now Unix milliseconds
 */
export function queueFull(now: number): Outcome {
	return outcomes.deferred("unavailable", now + queueRetryMs);
}

/** A request that is held for a shorter time waits in the queue. */
const shortestBlockMs = 1_000;

type AccountEntry = { rateLimiter: RateLimiter; size: number };

/** Accounts without requests are forgotten beyond this number, those used least recently first. */
const maxIdleAccounts = 10_000;

/**
 * Creates the accounts of one process.
 *
 * @param queue the most requests of one account that are under way or wait
 */
export function createAccounts(
	settings: ClientSettings,
	queue: number,
): LocalAccounts {
	// In the order of their last use.
	const entries = new Map<string, AccountEntry>();

	function entryOf(credential: Credential): AccountEntry {
		const key = accountKey(accountOf(credential));
		const entry = entries.get(key) ?? {
			rateLimiter: createRateLimiter(),
			size: 0,
		};
		entries.delete(key);
		entries.set(key, entry);
		if (entries.size > maxIdleAccounts) forgetIdle();
		return entry;
	}

	function forgetIdle(): void {
		for (const [key, { size }] of entries) {
			if (entries.size <= maxIdleAccounts) return;
			if (size === 0) entries.delete(key);
		}
	}

	return {
		clients: (credential, hooks) =>
			createAccountClient(
				settings,
				credential,
				entryOf(credential).rateLimiter,
				hooks,
			),
		async enter(credential) {
			const entry = entryOf(credential);
			if (entry.size >= queue) return null;
			entry.size += 1;
			return () => {
				entry.size -= 1;
			};
		},
		blockedMs(account) {
			const slot = entries.get(account)?.rateLimiter.openSlot();
			const ms = slot?.blockedMs() ?? 0;
			slot?.dispose();
			return ms > shortestBlockMs ? ms : 0;
		},
		size: (credential) => entryOf(credential).size,
	};
}
