import type { Outcome, Scope, Submission } from "@signoff/core";
import { isSameResponse, paths } from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { isSignoffError } from "@signoff/sdk";
import type { ApiKey, ApiKeys } from "../../api-keys/api-keys.ts";
import { withOwnLogin } from "../../settlements/own-login.ts";
import type { Credential, Settlements } from "../../settlements/ports.ts";
import { settlementId, sha256 } from "../../settlements/settlement-id.ts";
import { whileOpen } from "../../settlements/while-open.ts";
import type { ReadQuery } from "../request-types.ts";
import type { Principal, ReadResult, Upstream } from "../upstream.ts";
import type { Accounts } from "./account-clients.ts";
import { type Identities, IdentityTimeout } from "./identities.ts";
import {
	checkResponseType,
	readOnlyOutcome,
	scopeOutcome,
	type TypeCheck,
} from "./permissions.ts";
import { relayedPage, relayRead } from "./relay-read.ts";
import { settlementView } from "./settlement-view.ts";
import { visibleRows } from "./visible-rows.ts";

/** Who the callers are to the upstream. */
export type RelayIdentity =
	/** Themselves: each sends an access token. */
	| { kind: "caller" }
	/** The edge's service account: each sends an API key of the edge. */
	| { kind: "service"; keys: ApiKeys };

/** What the upstream `procore` consists of. */
export type ProcoreOptions = {
	procoreUrl: string;
	/** The companies that are served. */
	companies: ReadonlySet<string>;
	identity: RelayIdentity;
	accounts: Accounts;
	identities: Identities;
	settlements: Settlements;
	/** Rejects if a submission cannot be taken now. */
	ready(): Promise<void>;
	/** Unix milliseconds. */
	now(): number;
};

/** When to try again if an account's queue is full, or the caller is not known in time, in milliseconds. */
const queueRetryMs = 2_000;

/**
 * The upstream `procore`: submissions are settled on Procore, or a server like it, and reads are relayed. What the edge
 * itself refuses makes no request.
 */
export function procoreUpstream({
	procoreUrl,
	companies,
	identity,
	accounts,
	identities,
	settlements,
	ready,
	now,
}: ProcoreOptions): Upstream {
	const { clients } = accounts;

	/** `null` for callers with a token. A key that was revoked since covers nothing. */
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

	/** The credential with its owner, and the name of the caller as the owner of settlements. */
	async function ownerOf(
		principal: Principal,
		scope: Scope,
		deadlineMs?: number,
	): Promise<{ name: string; credential: Credential }> {
		const credential = await credentialOf(principal);
		if (credential.kind === "service")
			return { name: `key ${principal.id}`, credential };
		const me = await identities.read(clients, credential, scope, deadlineMs);
		return { name: `person ${me.id}`, credential: { ...credential, me } };
	}

	/** The outcome as this caller may see it. A token that was refused is not trusted any longer. */
	function callerOutcome(outcome: Outcome, credential: Credential): Outcome {
		const isRefused =
			outcome.kind === "unauthenticated" || outcome.kind === "forbidden";
		if (isRefused && credential.kind === "caller")
			identities.forget(credential);
		return withOwnLogin(outcome, credential.kind, now());
	}

	/** Checks what a key may answer. If that cannot be read, a settlement that is open may still send the response. */
	async function checkType(
		id: string,
		credential: Credential,
		key: ApiKey,
		submission: Submission,
		timeLeft: () => number | undefined,
	): Promise<TypeCheck> {
		const client = clients(credential);
		try {
			return await checkResponseType(client, key, submission, timeLeft);
		} catch (error) {
			if (!isSignoffError(error)) throw error;
			const outcome = callerOutcome(error.outcome, credential);
			const stored = await settlements.find(id);
			const isOpen = stored !== null && stored.outcome === null;
			return {
				kind: "refused",
				outcome:
					isOpen && isSameResponse(stored.state.submission, submission)
						? whileOpen(outcome)
						: outcome,
			};
		}
	}

	/** Runs work in a place of the account's queue. What a client throws is the outcome of a refusal. */
	async function queued<T>(
		principal: Principal,
		work: () => Promise<T>,
	): Promise<T | { kind: "refused"; outcome: Outcome }> {
		const credential = await credentialOf(principal);
		const leave = accounts.enter(credential);
		if (leave === null)
			return {
				kind: "refused",
				outcome: outcomes.deferred("unavailable", now() + queueRetryMs),
			};
		try {
			return await work();
		} catch (error) {
			if (error instanceof IdentityTimeout)
				return {
					kind: "refused",
					outcome: outcomes.deferred("unavailable", now() + queueRetryMs),
				};
			if (!isSignoffError(error)) throw error;
			return {
				kind: "refused",
				outcome: callerOutcome(error.outcome, credential),
			};
		} finally {
			leave();
		}
	}

	const upstream: Upstream = {
		async identify(token) {
			if (identity.kind === "caller") return { id: "", token };
			const key = await identity.keys.verify(token, now());
			return key === null ? null : { id: key.id, token };
		},

		async submit(principal, submission, { waitMs, isAsync }) {
			const key = keyOf(principal);
			const refusal =
				scopeOutcome(key, companies, submission) ?? readOnlyOutcome(key);
			if (refusal !== null) return { kind: "outcome", outcome: refusal };
			const askedAt = now();
			/** What is left of the caller's wait; `undefined` if the caller does not wait. */
			const timeLeft = (): number | undefined =>
				waitMs === 0 ? undefined : Math.max(1, waitMs - (now() - askedAt));
			const result = await queued(principal, async () => {
				const owner = await ownerOf(principal, submission, timeLeft());
				const { name, credential } = owner;
				const id = await settlementId(
					{ upstream: procoreUrl, principal: name },
					submission,
				);
				const check =
					key === null
						? null
						: await checkType(id, credential, key, submission, timeLeft);
				if (check?.kind === "refused") return check;
				const reply = await settlements.submit({
					...{ id, principal: name, credential, submission, isAsync },
					waitMs: timeLeft() ?? 0,
					instance: check?.instance ?? null,
				});
				return reply.kind === "accepted"
					? { ...reply, id }
					: {
							...reply,
							outcome: callerOutcome(reply.outcome, credential),
						};
			});
			return result.kind === "refused"
				? { kind: "outcome", outcome: result.outcome }
				: result;
		},

		async preview(principal, submission) {
			const refusal = scopeOutcome(keyOf(principal), companies, submission);
			if (refusal !== null) return { kind: "refused", outcome: refusal };
			return queued(principal, async () => {
				const { credential } = await ownerOf(principal, submission);
				const result = await clients(credential).preview(submission);
				return { kind: "ok", ...result };
			});
		},

		async readSettlement(principal, id) {
			const stored = await settlements.find(id);
			if (stored === null) return { kind: "unknown" };
			const { submission } = stored.state;
			if (scopeOutcome(keyOf(principal), companies, submission) !== null)
				return { kind: "unknown" };
			return queued(principal, async () => {
				const { name, credential } = await ownerOf(principal, submission);
				if (name !== stored.principal) return { kind: "unknown" };
				// A token that was revoked, or a person who may not see the instance any longer, receives no answer.
				if (credential.kind === "caller")
					await clients(credential).instances.get(submission, submission.id);
				return { kind: "ok", settlement: settlementView(stored, now()) };
			});
		},

		async create(principal, scope, request) {
			const key = keyOf(principal);
			const refusal =
				scopeOutcome(key, companies, scope) ?? readOnlyOutcome(key);
			if (refusal !== null) return { kind: "refused", outcome: refusal };
			const result = await queued(principal, async (): Promise<ReadResult> => {
				const { data } = await clients(await credentialOf(principal)).request({
					method: "POST",
					path: paths.instances(scope),
					companyId: scope.company_id,
					body: request,
				});
				const page = { total: null, per_page: null, links: [] };
				return { kind: "relayed", body: data, page };
			});
			return result.kind === "refused" && result.outcome.kind === "uncertain"
				? { kind: "creation_unknown" }
				: result;
		},

		async read(principal, query, request) {
			const key = keyOf(principal);
			const scope = scopeOf(query);
			const refusal =
				scope === null ? null : scopeOutcome(key, companies, scope);
			if (refusal !== null) return { kind: "refused", outcome: refusal };
			return queued(principal, async (): Promise<ReadResult> => {
				const client = clients(await credentialOf(principal));
				const companyId =
					scope?.company_id ?? headerCompany(key, request.companyId);
				const response = await relayRead(client, query, request, companyId);
				return {
					kind: "relayed",
					body: visibleRows(query.kind, response.data, companies, key),
					page: relayedPage(query.kind, response),
				};
			});
		},

		ready,
	};

	/** The company of the header that reads without a company are sent with: a served one. */
	function headerCompany(
		key: ApiKey | null,
		given: string | null,
	): string | undefined {
		const served = [...companies].filter(
			(id) => key === null || key.companies.includes(id),
		);
		return given !== null && served.includes(given) ? given : served[0];
	}

	return upstream;
}

/** The key of a record that was taken out: it covers nothing. */
const revokedKey: ApiKey = {
	id: "",
	name: "",
	companies: [],
	projects: [],
	responseTypes: [],
	expiresAt: 0,
};

/** What the parameters of a read name; `null` for reads of the account. */
function scopeOf(query: ReadQuery): Scope | null {
	if (!("company_id" in query)) return null;
	return "project_id" in query && query.project_id !== undefined
		? { company_id: query.company_id, project_id: query.project_id }
		: { company_id: query.company_id };
}
