import {
	defaultVariants,
	type FaultServerControl,
	type ScriptedFault,
	type ServedWorld,
} from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";

/** One instance of a list, in its own world. */
export type FaultyWorld = { submission: Submission; world: ServedWorld };

/** The faults of submits, in rotation. All of them pass, so that everything can be recorded. */
const submitFaults: ScriptedFault["fault"][] = [
	{ kind: "none" },
	{ kind: "reply_dropped", loss: "reset" },
	{ kind: "none" },
	{ kind: "request_dropped", loss: "reset" },
	{ kind: "truncated" },
	{ kind: "duplicated" },
	failed(503, false),
	failed(502, true),
	{ kind: "empty" },
	{ kind: "slow", duration_ms: 20 },
	{ kind: "reply_dropped", loss: "hang" },
	failed(408, true),
	failed(307, false),
];

/** The faults of reads before the submit, in rotation. */
const readFaults: ScriptedFault["fault"][] = [
	{ kind: "none" },
	{ kind: "truncated" },
	{ kind: "none" },
	{ kind: "wrong_length" },
	{ kind: "garbled" },
	{ kind: "none" },
	{ kind: "slow", duration_ms: 20 },
];

// These faults affect every request of the client, so they are rare.
const rareInterval = 500;

const ada = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Reject", response_type: "reject" },
];

/** Adds worlds to a fault server: one instance each, under the login of another world. */
export async function addFaultyWorlds(
	server: FaultServerControl,
	count: number,
	oauthWorld: ServedWorld,
): Promise<FaultyWorld[]> {
	const worlds: FaultyWorld[] = [];
	for (let index = 0; index < count; index++) {
		const world = await server.addWorld({
			plan: soakWorldPlan(`i-${index}`),
			before: [],
			faults: faultsOf(index),
			sibling_of: oauthWorld.id,
		});
		worlds.push({ submission: buildSoakSubmission(`i-${index}`), world });
	}
	return worlds;
}

/** The plan of every such world: Ada responds to its only step. */
export function soakWorldPlan(
	instance_id: string,
): Parameters<FaultServerControl["addWorld"]>[0]["plan"] {
	return {
		company_id: "4201",
		project_id: "77",
		instance_id,
		people: [ada],
		steps: [
			{
				name: "Review",
				decision_type: "first",
				assignees: [{ person_id: ada.id, required: true }],
				options,
			},
		],
		variants: defaultVariants,
	};
}

/** What Ada submits in such a world. */
export function buildSoakSubmission(id: string): Submission {
	return {
		company_id: "4201",
		project_id: "77",
		id,
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
			comment: `Approved: ${id}`,
		},
	};
}

function faultsOf(index: number): ScriptedFault[] {
	const turn = Math.floor(index / submitFaults.length);
	const rare = {
		0: rateLimited,
		[rareInterval / 2]: { kind: "token_expired" } as const,
	}[index % rareInterval];
	return [
		{ call: "read_instance", nth: 1, fault: cycle(readFaults, index) },
		{ call: "submit", nth: 1, fault: rare ?? cycle(submitFaults, index) },
		{ call: "submit", nth: 2, fault: cycle(submitFaults, turn) },
	];
}

const rateLimited: ScriptedFault["fault"] = {
	kind: "rate_limited",
	reset_in: null,
	retry_after: 1,
	dated: true,
};

function cycle(
	faults: ScriptedFault["fault"][],
	turn: number,
): ScriptedFault["fault"] {
	return faults[turn % faults.length] ?? { kind: "none" };
}

function failed(status: number, recorded: boolean): ScriptedFault["fault"] {
	return { kind: "failed", status, recorded, retry_after: null, html: true };
}
