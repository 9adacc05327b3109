import type { Credential, SettlementPorts } from "./ports.ts";
import type { StoredSettlement } from "./stored-settlement.ts";

/** The credential of a stored settlement; `null` if the seal key is not known here: that is logged, with the id. */
export async function openCredential(
	{ id, account, credential }: StoredSettlement,
	{ sealer, log }: SettlementPorts,
): Promise<Credential | null> {
	if (account.kind === "service") return account;
	const token = credential === null ? null : await sealer.open(credential, id);
	if (token !== null) return { ...account, token, me: null };
	log({
		level: "error",
		request_id: "",
		error: "UnknownSealKey",
		fault: "seal_key",
		settlement: id,
		at: [],
	});
	return null;
}
