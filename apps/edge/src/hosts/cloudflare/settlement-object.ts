import type { RelayConfig } from "../../config/relay-config.ts";
import { errorLogEntry } from "../../observability/log.ts";
import { createSealer, type Sealer } from "../../settlements/seal.ts";
import type { SettlementObjectState, WorkerEnv } from "./bindings.ts";
import { consoleLog } from "./console-log.ts";
import { enterAccount } from "./enter-account.ts";
import { readRelay } from "./relay-env.ts";
import { accountAddress, remoteClients } from "./remote-accounts.ts";
import {
	createSettlementHost,
	type SettlementHost,
} from "./settlement-host.ts";
import { settlementRequestSchema } from "./settlement-messages.ts";

/** When an alarm rings again that found no valid configuration, in milliseconds. */
const misconfiguredPauseMs = 300_000;

/** The durable object of one settlement. Its name is the settlement's id. It exists from its first save until it is deleted. */
export class Settlement {
	readonly #state: SettlementObjectState;
	readonly #env: WorkerEnv;
	#host: SettlementHost | null = null;

	constructor(state: SettlementObjectState, env: WorkerEnv) {
		this.#state = state;
		this.#env = env;
	}

	/** Handles the requests of `remoteSettlements`. */
	async fetch(request: Request): Promise<Response> {
		const host = this.#open();
		if (new URL(request.url).pathname === "/find")
			return Response.json({ settlement: host.find() });
		const submission = settlementRequestSchema.parse(await request.json());
		try {
			return Response.json(await host.submit(submission));
		} finally {
			// The settlement goes on after the caller's wait, and without the caller's connection.
			this.#state.waitUntil(host.idle());
		}
	}

	/** If this rejects, the runtime handles the alarm again. */
	async alarm(): Promise<void> {
		let host: SettlementHost;
		try {
			host = this.#open();
		} catch (error) {
			consoleLog(errorLogEntry("", error));
			return this.#state.storage.setAlarm(Date.now() + misconfiguredPauseMs);
		}
		await host.wake();
	}

	/** @throws if the configuration is not that of a relay */
	#open(): SettlementHost {
		this.#host ??= openHost(this.#state, this.#env);
		return this.#host;
	}
}

function openHost(
	{ storage }: SettlementObjectState,
	env: WorkerEnv,
): SettlementHost {
	const { relay, accounts } = readRelay(env);
	return createSettlementHost({
		storage,
		keepSettledMs: relay.keepSettledMs,
		sealer: lazySealer(relay),
		clients: remoteClients(relay, accounts),
		enterBackground: (account) =>
			enterAccount(accountAddress(account, relay, accounts), "background"),
		log: consoleLog,
		now: Date.now,
		after(ms, callback) {
			const timeout = setTimeout(callback, ms);
			return () => clearTimeout(timeout);
		},
	});
}

/** Imports the keys when they are first used, since that takes time, and constructors cannot wait. */
function lazySealer({ sealKeys }: RelayConfig): Sealer {
	let sealer: Promise<Sealer> | null = null;
	const get = (): Promise<Sealer> => {
		sealer ??= createSealer(sealKeys);
		return sealer;
	};
	return {
		seal: async (...args) => (await get()).seal(...args),
		open: async (...args) => (await get()).open(...args),
	};
}
