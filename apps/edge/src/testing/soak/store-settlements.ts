import { beginSettlement } from "@signoff/core/settlement";
import { openRelayFile } from "../../hosts/node/relay-file.ts";
import { nodeSql } from "../../hosts/node/sqlite.ts";
import { nextStored } from "../../settlements/next-stored.ts";
import { createSealer } from "../../settlements/seal.ts";
import { settlementId, sha256 } from "../../settlements/settlement-id.ts";
import { sqlSettlements } from "../../settlements/sql-store.ts";
import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import { type SoakSubmission, tokenOf } from "./soak-company.ts";
import type { SoakRelay } from "./soak-relay.ts";

/**
 * Stores settlements in the data file of a relay that does not run, as a process leaves them that has accepted them and
 * ends before their first requests.
 */
export async function storeSettlements({
	proxy,
	data,
	sealKey,
	submissions,
}: SoakRelay): Promise<void> {
	const sealer = await createSealer({ current: sealKey, old: null });
	const rows: StoredSettlement[] = [];
	for (const submission of submissions) {
		const { person, instance, step, comment } = submission;
		const me = meOf(submission);
		const principal = `person ${me.id}`;
		const sent = {
			...{ company_id: "4201", project_id: "77", id: instance },
			response: {
				...{ current_step_occurrence_id: step, comment },
				selected_response_option_id: "2000",
			},
		};
		const id = await settlementId({ upstream: proxy.url, principal }, sent);
		const token_hash = await sha256(tokenOf(person));
		const now = Date.now();
		const identity = {
			...{ id, principal, rounds: 0, endsAt: now + 86_400_000 },
			account: { kind: "caller" as const, token_hash },
			credential: await sealer.seal(tokenOf(person), id),
		};
		const { state } = beginSettlement(sent, me, {}, now);
		rows.push(nextStored(identity, state, 0, true, now));
	}
	const db = openRelayFile(data);
	const sql = nodeSql(db);
	const saves: Promise<void>[] = [];
	sql.transaction(() => {
		const table = sqlSettlements(sql, async (work) => work());
		for (const row of rows) saves.push(table.save(row));
	});
	await Promise.all(saves);
	db.close();
}

function meOf({ person }: SoakSubmission) {
	return {
		...{ id: String(100 + person), name: `Person ${person}` },
		login: `p${person}@soak.example`,
	};
}
