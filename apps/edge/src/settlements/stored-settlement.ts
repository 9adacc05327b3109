import { type Outcome, outcomeSchema } from "@signoff/core";
import {
	type SettlementState,
	settlementStateSchema,
} from "@signoff/core/settlement";
import * as z from "zod/mini";
import type { Credential } from "./ports.ts";
import type { SealedCredential } from "./seal.ts";

/** Whose rate limit and token a settlement uses. */
export type Account =
	/** The edge's service account. */
	| { kind: "service" }
	/** A caller, by the SHA-256 of the token. */
	| { kind: "caller"; token_hash: string };

/** A settlement as it is stored. Plain JSON. */
export type StoredSettlement = {
	id: string;
	/** Grows by one with each save: the save of a copy whose version is outdated is refused. */
	version: number;
	principal: string;
	account: Account;
	/** The credential of a caller; `null` for the service account, and once the settlement has ended. */
	credential: SealedCredential | null;
	/** Whether a caller asked for it with `respond-async`: it then goes on if no caller waits. */
	is_async: boolean;
	/** The state that was saved last, with the submission. */
	state: SettlementState;
	/** How many rounds ended without certainty: the wait between them grows. */
	rounds: number;
	/** When it ends even if nothing is certain. Unix milliseconds, as all times here. */
	ends_at: number;
	/** When to go on with it, unless a process does; `null` once it has ended. */
	wake_at: number | null;
	/** The outcome for its callers; `null` until it has ended. */
	outcome: Outcome | null;
	settled_at: number | null;
};

const accountSchema: z.ZodMiniType<Account> = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("service") }),
	z.object({ kind: z.literal("caller"), token_hash: z.string() }),
]);

const sealedSchema: z.ZodMiniType<SealedCredential> = z.object({
	key_id: z.string(),
	iv: z.string(),
	ciphertext: z.string(),
});

/** Accepts what was stored. */
export const storedSettlementSchema: z.ZodMiniType<StoredSettlement> = z.object(
	{
		id: z.string(),
		version: z.int(),
		principal: z.string(),
		account: accountSchema,
		credential: z.nullable(sealedSchema),
		is_async: z.boolean(),
		state: settlementStateSchema,
		rounds: z.int(),
		ends_at: z.number(),
		wake_at: z.nullable(z.number()),
		outcome: z.nullable(outcomeSchema),
		settled_at: z.nullable(z.number()),
	},
);

/** Names an account: `service`, or the hash of a token. */
export function accountKey(account: Account): string {
	return account.kind === "service" ? "service" : account.token_hash;
}

/** The account of a credential, which is no secret. */
export function accountOf(credential: Credential): Account {
	return credential.kind === "service"
		? credential
		: { kind: "caller", token_hash: credential.token_hash };
}
