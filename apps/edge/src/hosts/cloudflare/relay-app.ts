import { apiKeys } from "../../api-keys/api-keys.ts";
import type { RelayConfig } from "../../config/relay-config.ts";
import { type App, createApp } from "../../http/app.ts";
import {
	procoreUpstream,
	type RelayIdentity,
} from "../../upstreams/procore/index.ts";
import { checkLogin } from "../../upstreams/procore/service-login.ts";
import type { WorkerEnv } from "./bindings.ts";
import { consoleLog, consoleRequestLog } from "./console-log.ts";
import { createKnownIdentities } from "./known-identities.ts";
import { readRelay } from "./relay-env.ts";
import {
	remoteAccounts,
	serviceAccountAddress,
	serviceLogin,
} from "./remote-accounts.ts";
import { remoteSettlements } from "./remote-settlements.ts";
import type { DeploymentOptions } from "./unknown-company.ts";

// The runtime passes the same object with every request.
const apps = new WeakMap<object, App>();

/** The app of a deployment that relays to Procore. Settlements and accounts are durable objects. */
export function relayApp(env: WorkerEnv, options: DeploymentOptions): App {
	const app = apps.get(env) ?? createRelayApp(env, options);
	apps.set(env, app);
	return app;
}

const now = (): number => Date.now();

/** The object that `/readyz` asks. It stores nothing, so it does not exist afterwards. */
const probeId = "readyz";

function createRelayApp(env: WorkerEnv, options: DeploymentOptions): App {
	const { relay, accounts, settlements } = readRelay(env);
	const service = serviceAccountAddress(relay, accounts);
	const objects = remoteSettlements(settlements, consoleLog, now);
	const upstream = procoreUpstream({
		procoreUrl: relay.procoreUrl,
		companies: new Set(relay.companies),
		identity: relayIdentity(relay),
		accounts: remoteAccounts(relay, accounts),
		identities: createKnownIdentities(now),
		settlements: objects,
		async ready() {
			await objects.find(probeId);
			if (service !== null) await checkLogin(serviceLogin(service).auth, now);
		},
		now,
	});
	return createApp({
		...{ upstream, log: consoleLog, onRequest: consoleRequestLog(env) },
		...options,
	});
}

function relayIdentity({ identity }: RelayConfig): RelayIdentity {
	if (identity.kind === "caller") return identity;
	const { keys } = identity;
	if (keys.kind === "file")
		throw new TypeError("Workers have no files for API keys.");
	return { kind: "service", keys: apiKeys(keys.records) };
}
