import { isUnexpired, shouldRefresh, type Tokens } from "@signoff/core/oauth";
import { pause } from "../../util/timers.ts";
import type { Auth, RefreshResult } from "../auth.ts";
import type { App } from "./app-options.ts";
import { createVault, ForeignTokens } from "./durable-token-store.ts";
import { foreign } from "./failure-reasons.ts";
import type { Login } from "./grant-flow.ts";
import { type Renewal, renew } from "./refresh.ts";

/** Holds the tokens of one login. */
export type Keeper = {
	auth: Auth;
	/** Renews, whatever is held; joins a renewal that is under way. Never rejects. */
	renewed(used: string): Promise<RefreshResult>;
	/** Resolves once no renewal is under way; what is done at once then comes before the next one. */
	idle(): Promise<void>;
};

/** The longest that a call waits for new tokens while it has one that works. */
const patienceMs = 1_000;
/** How long a token that works is given out as it is after that, or after a renewal in vain. */
const restMs = 5_000;

/** One renewal at a time; calls that are refused together share it. A token that still works is never given up. */
export function createKeeper(app: App, login: Login): Keeper {
	const vault = createVault(app);
	let held: Tokens | null = null;
	let underWay: Promise<RefreshResult> | null = null;
	let earlyFrom = 0;

	function renewed(used: string): Promise<RefreshResult> {
		underWay ??= inTurn(used).finally(() => {
			underWay = null;
		});
		return underWay;
	}

	async function inTurn(used: string): Promise<RefreshResult> {
		const { result, tokens } = await app.store
			.lock(() => renew(app, login, vault, used))
			.catch(inVain);
		held = tokens ?? held;
		return result;
	}

	async function idle(): Promise<void> {
		while (underWay !== null) await underWay;
	}

	async function refresh(used: string): Promise<RefreshResult> {
		for (;;) {
			if (underWay === null) return isOther(used) ? "refreshed" : renewed(used);
			const result = await underWay;
			if (result !== "refreshed" || isOther(used)) return result;
		}
	}

	/** Whether a token is held that is not the one used, and works. */
	function isOther(used: string): boolean {
		return alive(held) !== null && held?.access_token !== used;
	}

	/** Near its end a token is renewed, and used as it is where that takes long or fails. */
	async function early(used: string): Promise<string | null> {
		if (Date.now() >= earlyFrom) {
			const patience = pause(patienceMs, undefined);
			const result = await Promise.race([renewed(used), patience.over]);
			patience.stop();
			if (result !== "refreshed") earlyFrom = Date.now() + restMs;
		}
		return alive(held);
	}

	async function stored(): Promise<string | null> {
		try {
			const found = await vault.peek();
			// Another call may have been quicker.
			if (found !== null && login.takes(found)) held ??= found;
		} catch (error) {
			if (!(error instanceof ForeignTokens)) throw error;
		}
		return current();
	}

	function current(): string | null | Promise<string | null> {
		const token = alive(held);
		return held !== null && token !== null && shouldRefresh(held, Date.now())
			? early(token)
			: token;
	}

	return {
		auth: { token: () => (held === null ? stored() : current()), refresh },
		renewed,
		idle,
	};
}

/** An access token, as long as it works. */
function alive(tokens: Tokens | null): string | null {
	return tokens !== null && isUnexpired(tokens, Date.now())
		? tokens.access_token
		: null;
}

function inVain(error: unknown): Renewal {
	const result: RefreshResult =
		error instanceof ForeignTokens
			? { kind: "refused", reason: foreign }
			: "failed";
	return { result, tokens: null };
}
