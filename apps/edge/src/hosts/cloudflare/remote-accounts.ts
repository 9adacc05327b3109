import { outcomes } from "@signoff/core/outcome";
import {
	type Auth,
	createIdentityCache,
	type IdentityCache,
} from "@signoff/sdk";
import type { RelayConfig } from "../../config/relay-config.ts";
import { UpstreamFault } from "../../faults/upstream-fault.ts";
import type { Clients } from "../../settlements/ports.ts";
import type { Account } from "../../settlements/stored-settlement.ts";
import {
	type Accounts,
	createAccountClient,
} from "../../upstreams/procore/account-clients.ts";
import type { ObjectNamespace } from "./bindings.ts";
import type { ObjectAddress } from "./call-object.ts";
import { enterAccount } from "./enter-account.ts";
import { remoteAuth } from "./remote-auth.ts";
import { remoteRateLimiter } from "./remote-rate-limiter.ts";

/** When to try again if the account's object cannot be reached, in milliseconds. */
const unreachableRetryMs = 1_000;

/** The durable object of the service account; `null` if each caller sends a token. */
export function serviceAccountAddress(
	{ identity }: RelayConfig,
	objects: ObjectNamespace,
): ObjectAddress | null {
	return identity.kind === "service"
		? { objects, name: identity.clientId }
		: null;
}

/** Clients of the upstream whose rate limit and token are in the durable objects of the accounts. */
export function remoteClients(
	relay: RelayConfig,
	objects: ObjectNamespace,
): Clients {
	const service = serviceAccountAddress(relay, objects);
	const settings = {
		procoreUrl: relay.procoreUrl,
		service: service === null ? null : serviceLogin(service),
		hooks: {},
	};
	return (credential) =>
		createAccountClient(
			settings,
			credential,
			remoteRateLimiter(accountAddress(credential, relay, objects)),
		);
}

type ServiceLogin = { auth: Auth; identityCache: IdentityCache };

// A settlement's object is new for each settlement, but those of one isolate share what they know of the token.
const logins = new WeakMap<ObjectNamespace, ServiceLogin>();

/** The token of a deployment's service account, and its owner. */
export function serviceLogin(account: ObjectAddress): ServiceLogin {
	const login = logins.get(account.objects) ?? {
		auth: remoteAuth(account, Date.now),
		identityCache: createIdentityCache(),
	};
	logins.set(account.objects, login);
	return login;
}

/** The accounts of a deployment, each a durable object. */
export function remoteAccounts(
	relay: RelayConfig,
	objects: ObjectNamespace,
): Accounts {
	return {
		clients: remoteClients(relay, objects),
		async enter(credential) {
			const entry = await enterAccount(
				accountAddress(credential, relay, objects),
				"requests",
			).catch(unreachable);
			return entry.kind === "entered" ? entry.leave : null;
		},
	};
}

/** An account has one object, named by the service account's client id or by the token's hash. */
export function accountAddress(
	credential: Account,
	relay: RelayConfig,
	objects: ObjectNamespace,
): ObjectAddress {
	if (credential.kind === "caller")
		return { objects, name: credential.token_hash };
	const service = serviceAccountAddress(relay, objects);
	if (service === null) throw new TypeError("There is no service account.");
	return service;
}

/** Nothing was sent. */
function unreachable(cause: unknown): never {
	throw new UpstreamFault(
		"account",
		outcomes.deferred("unavailable", Date.now() + unreachableRetryMs),
		{ cause },
	);
}
