import type {
	FaultServerControl,
	ScriptedFault,
	ServedWorld,
} from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";

/** One instance of a list, in a world of its own. */
export type RoughWorld = { submission: Submission; world: ServedWorld };

/** What goes wrong with tries in turn. All of it passes, so that everything can be recorded. */
const troubles: ScriptedFault["fault"][] = [
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

/** What goes wrong with looks in turn. */
const mishaps: ScriptedFault["fault"][] = [
	{ kind: "none" },
	{ kind: "truncated" },
	{ kind: "none" },
	{ kind: "wrong_length" },
	{ kind: "garbled" },
	{ kind: "none" },
	{ kind: "slow", duration_ms: 20 },
];

// What meets every call of the client, not one alone, is to be rare.
const rarely = 500;

const ada = { id: "101", login: "ada@harbor.example", name: "Ada Byron" };
const options = [
	{ id: "2000", name: "Approve", response_type: "approve" },
	{ id: "2001", name: "Reject", response_type: "reject" },
];

/** Adds worlds to a fault server: one instance each, all beside one where their person is at home. */
export async function addRoughWorlds(
	server: FaultServerControl,
	count: number,
	home: ServedWorld,
): Promise<RoughWorld[]> {
	const worlds: RoughWorld[] = [];
	for (let index = 0; index < count; index++) {
		const world = await server.addWorld({
			plan: planOf(`i-${index}`),
			before: [],
			faults: faultsOf(index),
			sibling_of: home.id,
		});
		worlds.push({ submission: submissionFor(`i-${index}`), world });
	}
	return worlds;
}

/** The plan of every such world: Ada answers its one step. */
export function planOf(
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
		variants: {
			late_resubmission: 204,
			sends_replayed_header: false,
			sends_outcome: false,
			comments: "kept",
			instance: "shown",
			history: "shown",
			history_ids: "equal",
			history_options: "listed",
			me: "same_id",
		},
	};
}

/** What Ada sends into such a world. */
export function submissionFor(id: string): Submission {
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
	const turn = Math.floor(index / troubles.length);
	const rare = {
		0: limited,
		[rarely / 2]: { kind: "token_expired" } as const,
	}[index % rarely];
	return [
		{ call: "read_instance", nth: 1, fault: inTurn(mishaps, index) },
		{ call: "submit", nth: 1, fault: rare ?? inTurn(troubles, index) },
		{ call: "submit", nth: 2, fault: inTurn(troubles, turn) },
	];
}

const limited: ScriptedFault["fault"] = {
	kind: "rate_limited",
	reset_in: null,
	retry_after: 1,
	dated: true,
};

function inTurn(
	fates: ScriptedFault["fault"][],
	turn: number,
): ScriptedFault["fault"] {
	return fates[turn % fates.length] ?? { kind: "none" };
}

function failed(status: number, recorded: boolean): ScriptedFault["fault"] {
	return { kind: "failed", status, recorded, retry_after: null, html: true };
}
