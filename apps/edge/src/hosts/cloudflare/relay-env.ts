import type { RelayConfig } from "../../config/relay-config.ts";
import type { ObjectNamespace, WorkerEnv } from "./bindings.ts";
import { readWorkerConfig } from "./env.ts";

/** What a relay on Workers is made of. */
export type RelayEnv = {
	relay: RelayConfig;
	settlements: ObjectNamespace;
	accounts: ObjectNamespace;
};

/** The bindings that a relay needs and the deployment does not have. */
export function missingBindings(env: WorkerEnv): string[] {
	const names = ["SETTLEMENTS", "ACCOUNTS"] as const;
	return names.filter((name) => env[name] === undefined);
}

/** @throws if the deployment is no relay: then no object of a relay is called */
export function readRelay(env: WorkerEnv): RelayEnv {
	const config = readWorkerConfig(env);
	const { SETTLEMENTS: settlements, ACCOUNTS: accounts } = env;
	const relay = config.kind === "valid" ? config.config.relay : null;
	if (relay === null || settlements === undefined || accounts === undefined)
		throw new TypeError("The deployment is not configured as a relay.");
	return { relay, settlements, accounts };
}
