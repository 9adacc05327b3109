import { outcomes } from "@signoff/core/outcome";
import { createIdentityCache } from "@signoff/sdk";
import type { RelayConfig } from "../../config/relay-config.ts";
import { UpstreamFault } from "../../faults/upstream-fault.ts";
import type { Clients, Credential } from "../../settlements/ports.ts";
import {
	type Accounts,
	createAccountClient,
} from "../../upstreams/procore/account-clients.ts";
import type { ObjectNamespace } from "./bindings.ts";
import type { ObjectAddress } from "./call-object.ts";
import { remoteAuth } from "./remote-auth.ts";
import { remoteRateLimiter } from "./remote-rate-limiter.ts";
import { inBackground } from "./request-context.ts";

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
		service:
			service === null
				? null
				: {
						auth: remoteAuth(service, Date.now),
						identityCache: createIdentityCache(),
					},
		hooks: {},
	};
	return (credential) =>
		createAccountClient(
			settings,
			credential,
			remoteRateLimiter(addressOf(credential, relay, objects)),
		);
}

/** The accounts of a deployment, each a durable object. */
export function remoteAccounts(
	relay: RelayConfig,
	objects: ObjectNamespace,
): Accounts {
	return {
		clients: remoteClients(relay, objects),
		async enter(credential) {
			const place = await enterAccount(addressOf(credential, relay, objects));
			if (place.status !== 200) return null;
			return () => inBackground(place.body?.cancel() ?? Promise.resolve());
		},
	};
}

/** An account has one object, named by the service account's client id or by the token's hash. */
function addressOf(
	credential: Credential,
	relay: RelayConfig,
	objects: ObjectNamespace,
): ObjectAddress {
	if (credential.kind === "caller")
		return { objects, name: credential.token_hash };
	const service = serviceAccountAddress(relay, objects);
	if (service === null) throw new TypeError("There is no service account.");
	return service;
}

/** @throws UpstreamFault if the object cannot be reached: nothing was sent */
function enterAccount({ objects, name }: ObjectAddress): Promise<Response> {
	return objects
		.getByName(name)
		.fetch(new Request("http://object/places", { method: "POST" }))
		.catch((cause: unknown) => {
			throw new UpstreamFault(
				"account",
				outcomes.deferred("unavailable", Date.now() + unreachableRetryMs),
				{ cause },
			);
		});
}
