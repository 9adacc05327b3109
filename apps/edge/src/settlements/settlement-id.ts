import type { Submission } from "@signoff/core";

/** What identifies a settlement beside its submission. */
export type SettlementOwner = {
	/** The address of the upstream. */
	upstream: string;
	/** The person or the key that submits: `person 501`, `key a1b2`. */
	principal: string;
};

/**
 * The id of the settlement of a step: the SHA-256, in hexadecimal, of upstream, company, project, instance, step and
 * principal. One principal has one settlement for a step, whatever the response is.
 */
export async function settlementId(
	{ upstream, principal }: SettlementOwner,
	{ company_id, project_id, id, response }: Submission,
): Promise<string> {
	const parts = [
		upstream,
		company_id,
		project_id ?? null,
		id,
		response.current_step_occurrence_id,
		principal,
	];
	return sha256(JSON.stringify(parts));
}

/** The SHA-256 of a text, in hexadecimal. */
export async function sha256(text: string): Promise<string> {
	const bytes = new TextEncoder().encode(text);
	const hash = await crypto.subtle.digest("SHA-256", bytes);
	return [...new Uint8Array(hash)]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");
}
