import type { Submission } from "@signoff/core";
import { isSameResponse, paths } from "@signoff/core/contract";
import { isSignoffError, type ReadOptions } from "@signoff/sdk";
import type { ApiKey } from "../../api-keys/api-keys.ts";
import type { Credential } from "../../settlements/ports.ts";
import { settlementId } from "../../settlements/settlement-id.ts";
import { whileOpen } from "../../settlements/while-open.ts";
import type { ReadResult, Upstream } from "../upstream.ts";
import { createCallers } from "./callers.ts";
import { filteredPage } from "./filtered-page.ts";
import type { ProcoreOptions } from "./options.ts";
import {
	checkResponseType,
	readOnlyOutcome,
	scopeOutcome,
	type TypeCheck,
} from "./permissions.ts";
import { headerCompany, keyForRead, scopeOf } from "./read-scope.ts";
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

	const callers = createCallers({ identity, accounts, identities, now });
	const { keyOf, credentialOf, ownerOf, callerOutcome, queued } = callers;

	/** Checks what a key may answer. If that cannot be read, a settlement that is open may still send the response. */
	async function checkType(
		id: string,
		credential: Credential,
		key: ApiKey,
		submission: Submission,
		options: () => ReadOptions,
	): Promise<TypeCheck> {
		const client = clients(credential);
		try {
			return await checkResponseType(client, key, submission, options);
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
				const id = await settlementId(
					{ upstream: procoreUrl, principal: name },
					submission,
				);
				const check =
					key === null
						? null
						: await checkType(id, credential, key, submission, options);
				if (check?.kind === "refused") return check;
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
