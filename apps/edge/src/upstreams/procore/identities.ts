import type { Me, Scope } from "@signoff/core";
import type { ReadOptions } from "@signoff/sdk";
import type { Clients, Credential } from "../../settlements/ports.ts";

type Caller = Extract<Credential, { kind: "caller" }>;

/** The owners of the callers' tokens. */
export type Identities = {
	/**
	 * The owner of a token, which was read at most 60 s ago. Callers with one token share a read, and each waits for it no
	 * longer than its own time.
	 *
	 * @throws {SignoffError} if it cannot be read
	 * @throws {IdentityTimeout} if that takes longer than `deadlineMs`
	 */
	read(
		clients: Clients,
		credential: Caller,
		scope: Scope,
		options: ReadOptions,
	): Promise<Me>;
	/** Forgets the owner of a token that was refused. */
	forget(credential: Caller): void;
};

const lifeMs = 60_000;
const maxEntries = 10_000;

/**
 * Creates a cache of the callers, by the hashes of their tokens.
 *
 * @param now Unix milliseconds
 */
export function createIdentities(now: () => number): Identities {
	const entries = new Map<string, { until: number; me: Promise<Me> }>();

	function remember(hash: string, me: Promise<Me>): void {
		entries.delete(hash);
		entries.set(hash, { until: now() + lifeMs, me });
		me.catch(() => {
			if (entries.get(hash)?.me === me) entries.delete(hash);
		});
		const [oldest] = entries.keys();
		if (entries.size > maxEntries && oldest !== undefined)
			entries.delete(oldest);
	}

	return {
		async read(clients, credential, scope, options) {
			const { token_hash } = credential;
			const askedAt = now();
			const known = entries.get(token_hash);
			if (known !== undefined && known.until > askedAt)
				try {
					return await withLimit(known.me, options.deadlineMs);
				} catch (error) {
					if (error instanceof IdentityTimeout) throw error;
					// The read was given up in the time of another caller.
				}
			const me = clients(credential).me(scope, {
				...options,
				deadlineMs: remainingMs(options, now() - askedAt),
			});
			remember(token_hash, me);
			return me;
		},
		forget: ({ token_hash }) => entries.delete(token_hash),
	};
}

/** The owner of a token could not be read in the time that its caller waits. */
export class IdentityTimeout extends Error {
	override readonly name = "IdentityTimeout";

	constructor() {
		super("The owner of the token could not be read in time.");
	}
}

function remainingMs(
	{ deadlineMs }: ReadOptions,
	elapsedMs: number,
): number | undefined {
	return deadlineMs === undefined
		? undefined
		: Math.max(1, deadlineMs - elapsedMs);
}

function withLimit<T>(promise: Promise<T>, ms: number | undefined): Promise<T> {
	if (ms === undefined) return promise;
	const { promise: late, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new IdentityTimeout()), ms);
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
