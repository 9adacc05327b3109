import type { Outcome, Scope } from "@signoff/core";
import { paths } from "@signoff/core/contract";
import { isAbortError, isSignoffError, type ReadOptions } from "@signoff/sdk";
import type { ApiKey } from "../../api-keys/api-keys.ts";
import { withOwnLogin } from "../../settlements/own-login.ts";
import type { Credential } from "../../settlements/ports.ts";
import { settlementId, sha256 } from "../../settlements/settlement-id.ts";
import type { Principal, ReadResult, Upstream } from "../upstream.ts";
import { queueFull } from "./account-clients.ts";
import { filteredPage } from "./filtered-page.ts";
import type { ProcoreOptions } from "./options.ts";
import {
	checkResponseType,
	readOnlyOutcome,
	scopeOutcome,
} from "./permissions.ts";
import {
	headerCompany,
	keyForRead,
	revokedKey,
	scopeOf,
} from "./read-scope.ts";
import { relayedPage, relayRead } from "./relay-read.ts";
import { settlementView } from "./settlement-view.ts";
import { visibleRows } from "./visible-rows.ts";

export type { ProcoreOptions, RelayIdentity } from "./options.ts";

/** How long a submission may take before its settlement begins, if its caller does not wait, in milliseconds. */
const longestStartMs = 25_000;

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
	signal,
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
		options: ReadOptions,
	): Promise<{ name: string; credential: Credential }> {
		const credential = await credentialOf(principal);
		if (credential.kind === "service")
			return { name: `key ${principal.id}`, credential };
		const me = await identities.read(clients, credential, scope, options);
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
				outcome: queueFull(now()),
			};
		try {
			return await work();
		} catch (error) {
			if (!isSignoffError(error) && !isAbortError(error)) throw error;
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
			return key === null ? null : { id: key.id, keyId: key.id, token };
		},

		async submit(principal, submission, { waitMs, isAsync }) {
			const key = keyOf(principal);
			const refusal =
				scopeOutcome(key, companies, submission) ?? readOnlyOutcome(key);
			if (refusal !== null) return { kind: "outcome", outcome: refusal };
			const endsAt = now() + (waitMs > 0 ? waitMs : longestStartMs);
			const remainingMs = () => Math.max(1, endsAt - now());
			const options = () => ({ signal, deadlineMs: remainingMs() });
			const result = await queued(principal, async () => {
				const { name, credential } = await ownerOf(
					principal,
					submission,
					options(),
				);
				const check =
					key === null
						? null
						: await checkResponseType(
								clients(credential),
								key,
								submission,
								options(),
							);
				if (check?.kind === "refused") return check;
				const id = await settlementId(
					{ upstream: procoreUrl, principal: name },
					submission,
				);
				const reply = await settlements.submit({
					...{ id, principal: name, credential, submission, isAsync },
					waitMs: waitMs > 0 ? remainingMs() : 0,
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
				const { credential } = await ownerOf(principal, submission, { signal });
				const result = await clients(credential).preview(submission, {
					signal,
				});
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
				const { name, credential } = await ownerOf(principal, submission, {
					signal,
				});
				if (name !== stored.principal) return { kind: "unknown" };
				// A token that was revoked, or a person who may not see the instance any longer, receives no answer.
				if (credential.kind === "caller")
					await clients(credential).instances.get(submission, submission.id, {
						signal,
					});
				return { kind: "ok", settlement: settlementView(stored, now()) };
			});
		},

		async create(principal, scope, request) {
			const key = keyOf(principal);
			const refusal =
				scopeOutcome(key, companies, scope) ?? readOnlyOutcome(key);
			if (refusal !== null) return { kind: "refused", outcome: refusal };
			const result = await queued(principal, async (): Promise<ReadResult> => {
				const client = clients(await credentialOf(principal));
				const { data } = await client.request(
					{
						method: "POST",
						path: paths.instances(scope),
						companyId: scope.company_id,
						body: request,
					},
					{ signal },
				);
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
				scope === null
					? null
					: scopeOutcome(keyForRead(key, query), companies, scope);
			if (refusal !== null) return { kind: "refused", outcome: refusal };
			return queued(principal, async (): Promise<ReadResult> => {
				const client = clients(await credentialOf(principal));
				const companyId =
					scope?.company_id ?? headerCompany(companies, key, request.companyId);
				const response = await relayRead(client, query, request, companyId, {
					signal,
				});
				const { isFiltered, body } = visibleRows(
					query.kind,
					response.data,
					companies,
					key,
				);
				const page = relayedPage(query.kind, response);
				return {
					...{ kind: "relayed", body },
					page: isFiltered
						? filteredPage(page, response.data, request.search)
						: page,
				};
			});
		},

		ready,
	};

	return upstream;
}
