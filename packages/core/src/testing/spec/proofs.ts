import { unwrapData } from "../../contract/envelope.ts";
import { type History, historySchema } from "../../contract/history.ts";
import { type Instance, instanceSchema } from "../../contract/instance.ts";
import type { Submission } from "../../contract/submission.ts";
import type { ResponseEvent } from "../../request/events.ts";
import {
	type Evidence,
	evidenceFromInstance,
	type ReadFinding,
} from "../../settlement/evidence.ts";
import { evidenceFromHistory } from "../../settlement/history-evidence.ts";
import type { SettlementState } from "../../settlement/state.ts";
import { validate } from "../../validation/validate.ts";
import {
	answeredRow,
	approve,
	buildHistory,
	historyRow,
	historyStep,
	instance,
	personGrace,
	reject,
	row,
	step,
	submission,
} from "../builders.ts";

/** What a read proves, or shows without proof. */
export type Proof = Exclude<Evidence["kind"], "nothing"> | ReadFinding;

/** The submission of every explored settlement: its comment can be shown in several ways. */
export const explored: Submission = submission({ comment: "R&D ok" });

const grace = { ...personGrace, required: true };
const nobody = { id: null, login: null };
const answered = "2026-05-01T10:00:00Z";
const open = { ended_at: null };

/** Instances that show each finding; `[]` if no instance can show it. */
export const instancesFor: Record<Proof, Instance[]> = {
	same: [instance(step([answeredRow(approve, "R&D ok")]))],
	different: [instance(step([answeredRow(reject, "R&D ok")]))],
	maybe_same: [instance(step([answeredRow(approve, "R&amp;D ok")]))],
	ended_without_us: [],
	not_offered: [
		instance(step([row()], { available_response_options: [reject] })),
	],
	unanswered: [instance()],
	no_row: [instance(step([row({}, grace)]))],
	not_identified: [instance(step([row({}, nobody)]))],
	unclear: [instance(step([row({ submitted_at: answered }, nobody)]))],
	not_current: [
		instance(step([], { id: "2", step_uuid: "uuid-2" })),
		instance(null),
	],
	not_listed: [],
	hidden: [],
};

const graceInHistory = historyRow(personGrace);
const other = historyStep([], { id: "2", uuid: "uuid-2", ...open });

/** Histories that show each finding; `[]` if no history can show it. */
export const historiesFor: Record<Proof, History[]> = {
	same: [buildHistory(historyStep([historyRow({ comment: "R&D ok" })]))],
	different: [buildHistory(historyStep([historyRow({ response: "Reject" })]))],
	maybe_same: [
		buildHistory(historyStep([historyRow({ comment: "R&amp;D ok" })])),
	],
	ended_without_us: [buildHistory(historyStep([graceInHistory]))],
	not_offered: [],
	unanswered: [
		buildHistory(historyStep([historyRow({ responded_at: null })], open)),
	],
	no_row: [buildHistory(historyStep([graceInHistory], open))],
	not_identified: [
		buildHistory(
			historyStep([historyRow({ ...nobody, responded_at: null })], open),
		),
	],
	unclear: [buildHistory(historyStep([historyRow(nobody)]))],
	not_current: [],
	not_listed: [buildHistory(other)],
	hidden: [buildHistory()],
};

/** What the answer to a read proves for this state; `null` if its body cannot be parsed. */
export function proofOf(
	state: SettlementState,
	{ data }: ResponseEvent,
): Proof | null {
	const { submission: sent, me, step_fingerprint, moved_to } = state;
	if (state.command.kind === "read_instance") {
		const read = validate(instanceSchema, unwrapData(data));
		return read.kind === "parsed"
			? nameOf(evidenceFromInstance(read.value, sent, me))
			: null;
	}
	const read = validate(historySchema, unwrapData(data));
	if (read.kind === "invalid") return null;
	const shown = moved_to?.step ?? null;
	return nameOf(
		evidenceFromHistory(read.value, sent, me, step_fingerprint, shown),
	);
}

function nameOf(evidence: Evidence): Proof {
	return evidence.kind === "nothing" ? evidence.finding : evidence.kind;
}
