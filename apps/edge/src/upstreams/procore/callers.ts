import type { Outcome, Scope } from "@signoff/core";
import { isAbortError, isSignoffError, type ReadOptions } from "@signoff/sdk";
import type { ApiKey } from "../../api-keys/api-keys.ts";
import { withOwnLogin } from "../../settlements/own-login.ts";
import type { Credential } from "../../settlements/ports.ts";
import { sha256 } from "../../settlements/settlement-id.ts";
import type { Principal } from "../upstream.ts";
import { type Accounts, queueFull } from "./account-clients.ts";
import { type Identities, IdentityTimeout } from "./identities.ts";
import type { RelayIdentity } from "./options.ts";
import { revokedKey } from "./read-scope.ts";

/** What callers are known by, and share. */
export type CallersOptions = {
	identity: RelayIdentity;
	accounts: Accounts;
	identities: Identities;
	/** Unix milliseconds. */
	now(): number;
};

/** The callers of a relay. */
export type Callers = {
	/** `null` for callers with a token. A key that was revoked since covers nothing. */
	keyOf(principal: Principal): ApiKey | null;
	credentialOf(principal: Principal): Promise<Credential>;
	/** The credential with its owner, and the name of the caller as the owner of settlements. */
	ownerOf(
		principal: Principal,
		scope: Scope,
		options: ReadOptions,
	): Promise<{ name: string; credential: Credential }>;
	/** The outcome as this caller may see it. A token that was refused is not trusted any longer. */
	callerOutcome(outcome: Outcome, credential: Credential): Outcome;
	/** Runs work in a place of the account's queue. What a client throws is the outcome of a refusal. */
	queued<T>(
		principal: Principal,
		work: () => Promise<T>,
	): Promise<T | { kind: "refused"; outcome: Outcome }>;
};

/** Creates the callers of a relay. */
export function createCallers({
	identity,
	accounts,
	identities,
	now,
}: CallersOptions): Callers {
	function keyOf({ id }: Principal): ApiKey | null {
		return identity.kind === "caller"
			? null
			: (identity.keys.find(id) ?? revokedKey);
	}

	async function credentialOf({ token }: Principal): Promise<Credential> {
		return identity.kind === "service"
			? { kind: "service" }
			: { kind: "caller", token, token_hash: await sha256(token), me: null };
	}

	async function ownerOf(
		principal: Principal,
		scope: Scope,
		options: ReadOptions,
	): Promise<{ name: string; credential: Credential }> {
		const credential = await credentialOf(principal);
		if (credential.kind === "service")
			return { name: `key ${principal.id}`, credential };
		const me = await identities.read(
			accounts.clients,
			credential,
			scope,
			options,
		);
		return { name: `person ${me.id}`, credential: { ...credential, me } };
	}

	function callerOutcome(outcome: Outcome, credential: Credential): Outcome {
		const isRefused =
			outcome.kind === "unauthenticated" || outcome.kind === "forbidden";
		if (isRefused && credential.kind === "caller")
			identities.forget(credential);
		return withOwnLogin(outcome, credential.kind, now());
	}

	async function queued<T>(
		principal: Principal,
		work: () => Promise<T>,
	): Promise<T | { kind: "refused"; outcome: Outcome }> {
		const credential = await credentialOf(principal);
		const leave = await accounts.enter(credential);
		if (leave === null) return { kind: "refused", outcome: queueFull(now()) };
		try {
			return await work();
		} catch (error) {
			if (error instanceof IdentityTimeout)
				return { kind: "refused", outcome: queueFull(now()) };
			if (!isSignoffError(error) && !isAbortError(error)) throw error;
			return {
				kind: "refused",
				outcome: callerOutcome(error.outcome, credential),
			};
		} finally {
			leave();
		}
	}

	return { keyOf, credentialOf, ownerOf, callerOutcome, queued };
}
