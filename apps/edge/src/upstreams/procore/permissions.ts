import type { Instance, Outcome, Scope, Submission } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { noSuchCompany } from "@signoff/core/server";
import type { Client, ReadOptions } from "@signoff/sdk";
import type { ApiKey } from "../../api-keys/api-keys.ts";
import { responseTypeRefusal, scopeRefusal } from "../../api-keys/refusals.ts";
import { responseTypeOf } from "./response-type.ts";

/**
 * Why nothing of a scope is served to a caller: outside the key (403), then a company that the edge does not serve (404).
 *
 * @param key `null` for callers with a token of the upstream
 */
export function scopeOutcome(
	key: ApiKey | null,
	companies: ReadonlySet<string>,
	scope: Scope,
): Outcome | null {
	const reason = key === null ? null : scopeRefusal(key, scope);
	if (reason !== null) return outcomes.refused("forbidden", reason);
	return companies.has(scope.company_id)
		? null
		: outcomes.refused("not_found", noSuchCompany);
}

/** Why a key may not write at all; `null` if it may. */
export function readOnlyOutcome(key: ApiKey | null): Outcome | null {
	return key !== null && key.responseTypes.length === 0
		? outcomes.refused("forbidden", responseTypeRefusal(key, null))
		: null;
}

/** Whether a key may answer with the option of a submission. The instance is read for that. */
export type TypeCheck =
	| { kind: "permitted"; instance: Instance }
	| { kind: "refused"; outcome: Outcome };

/**
 * @param timeLeft the time for the next read, in milliseconds; `undefined` for the client's own
 * @throws {SignoffError} if the instance cannot be read
 */
export async function checkResponseType(
	client: Client,
	key: ApiKey,
	submission: Submission,
	options: () => ReadOptions,
): Promise<TypeCheck> {
	const instance = await client.instances.get(
		submission,
		submission.id,
		options(),
	);
	const type = await responseTypeOf(client, instance, submission, options());
	const reason = responseTypeRefusal(key, type);
	return reason === null
		? { kind: "permitted", instance }
		: { kind: "refused", outcome: outcomes.refused("forbidden", reason) };
}
