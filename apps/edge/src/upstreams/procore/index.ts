import type { Scope, Submission } from "@signoff/core";
import { isSameResponse, paths } from "@signoff/core/contract";
import { isSignoffError } from "@signoff/sdk";
import type { ApiKey } from "../../api-keys/api-keys.ts";
import type { Credential, Settlements } from "../../settlements/ports.ts";
import { settlementId } from "../../settlements/settlement-id.ts";
import { whileOpen } from "../../settlements/while-open.ts";
import type { ReadQuery } from "../request-types.ts";
import type { ReadResult, Upstream } from "../upstream.ts";
import type { Accounts } from "./account-clients.ts";
import { createCallers, type RelayIdentity } from "./callers.ts";
import type { Identities } from "./identities.ts";
import {
	checkResponseType,
	readOnlyOutcome,
	scopeOutcome,
	type TypeCheck,
} from "./permissions.ts";
import { relayedPage, relayRead } from "./relay-read.ts";
import { settlementView } from "./settlement-view.ts";
import { visibleRows } from "./visible-rows.ts";

export type { RelayIdentity };

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

	const callers = createCallers({ identity, accounts, identities, now });
	const { keyOf, credentialOf, ownerOf, callerOutcome, queued } = callers;

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

/** What the parameters of a read name; `null` for reads of the account. */
function scopeOf(query: ReadQuery): Scope | null {
	if (!("company_id" in query)) return null;
	return "project_id" in query && query.project_id !== undefined
		? { company_id: query.company_id, project_id: query.project_id }
		: { company_id: query.company_id };
}
