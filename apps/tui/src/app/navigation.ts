import {
	type Me,
	type Outcome,
	type OutcomeKind,
	previewOutcome,
	type ResponseOption,
	type Scope,
} from "@signoff/core";
import {
	type WaitingStep as Asked,
	keyOf,
	submissionFor,
} from "../model/waiting-step.ts";
import type { Turn } from "./messages.ts";
import { noComment } from "./screens/comment/state.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { nothingChosen } from "./screens/option/state.ts";
import { stillWaits } from "./screens/outcome/theme.ts";
import { newReview } from "./screens/review/state.ts";
import { justSent } from "./screens/sending/state.ts";
import { newStep } from "./screens/step/state.ts";
import type { Answering, AppState } from "./state.ts";
import { roomOf } from "./ui/page.ts";

/** A turn that wants nothing done. */
export function stay(state: AppState): Turn<AppState> {
	return { state, commands: [] };
}

/** Begins, or begins again after a failure: with the companies, the one instance, or the inbox. */
export function begin(state: AppState): Turn<AppState> {
	const { scope, instance } = state.target;
	if (scope === null)
		return {
			state: reading(state, "companies"),
			commands: [{ kind: "find_companies" }],
		};
	if (instance !== null)
		return {
			state: reading(state, "instance"),
			commands: [{ kind: "open_instance", scope, instance }],
		};
	return { state, commands: [{ kind: "load", scope, load: state.inbox.load }] };
}

function reading(state: AppState, what: "companies" | "instance"): AppState {
	return { ...state, screen: "opening", opening: { kind: "reading", what } };
}

/** A company is chosen: on to what the app was opened for. */
export function choose(state: AppState, company_id: string): Turn<AppState> {
	const scope: Scope = { company_id };
	return begin({
		...state,
		screen: "inbox",
		target: { ...state.target, scope },
	});
}

/** Reads the inbox again; what is shown stays until then. */
export function reload(state: AppState): Turn<AppState> {
	const { scope } = state.target;
	if (scope === null) return stay(state);
	const inbox = reduceInbox(
		state.inbox,
		{ kind: "load_begun" },
		heightOf(state),
	);
	return {
		state: { ...state, inbox },
		commands: [{ kind: "load", scope, load: inbox.load }],
	};
}

/** Opens a step. */
export function opened(state: AppState, asked: Asked): AppState {
	const answering: Answering = {
		asked,
		step: newStep,
		option: nothingChosen,
		comment: noComment,
		review: newReview,
		sent: null,
		outcome: null,
	};
	return { ...state, screen: "step", answering };
}

/** Opens the step under the cursor, and reads it again: the inbox may be a while old. */
export function openRow(state: AppState): Turn<AppState> {
	const row = state.inbox.shown[state.inbox.at];
	if (row === undefined) return stay(state);
	return {
		state: opened(state, row.asked),
		commands: [{ kind: "check", asked: row.asked }],
	};
}

/** The option that is chosen; `null` before. */
export function chosen({ asked, option }: Answering): ResponseOption | null {
	return option.at === null
		? null
		: (asked.step.available_response_options[option.at] ?? null);
}

/** What the answer would come to, by core's own rule on the step as it was read. */
export function wouldBe(
	answering: Answering,
	me: Me | null,
): OutcomeKind | null {
	const option = chosen(answering);
	if (me === null || option === null) return null;
	const { asked, comment } = answering;
	return previewOutcome(
		submissionFor(asked, option.id, comment.text),
		me,
		asked.instance,
		null,
	).would;
}

/** Sends the answer, or the same submission again. */
export function send(state: AppState, again: boolean): Turn<AppState> {
	const { answering } = state;
	if (answering === null) return stay(state);
	const option = chosen(answering);
	const submission = again
		? (answering.outcome?.submission ?? null)
		: option === null
			? null
			: submissionFor(answering.asked, option.id, answering.comment.text);
	if (submission === null) return stay(state);
	return {
		state: {
			...state,
			screen: "sent",
			answering: {
				...answering,
				sent: justSent(submission, state.now),
				outcome: null,
			},
		},
		commands: [
			{
				kind: "send",
				submission,
				seen: again ? null : answering.asked.instance,
			},
		],
	};
}

/** What was sent came to something. */
export function settled(state: AppState, outcome: Outcome): AppState {
	const { answering } = state;
	if (answering?.sent == null) return state;
	const { submission } = answering.sent;
	const { asked } = answering;
	const inbox = stillWaits[outcome.kind]
		? state.inbox
		: reduceInbox(
				state.inbox,
				{ kind: "answered", key: keyOf(asked) },
				heightOf(state),
			);
	return {
		...state,
		inbox,
		over: state.over === "leave" ? null : state.over,
		screen: "outcome",
		answering: {
			...answering,
			sent: null,
			outcome: { submission, outcome, top: 0 },
		},
		made: [...state.made, { waitingStep: asked, submission, outcome }],
	};
}

/** Back to the inbox; where the app was opened on one instance alone, the inbox is read first. */
export function toInbox(state: AppState): Turn<AppState> {
	const next: AppState = { ...state, screen: "inbox", answering: null };
	if (state.target.instance === null) return stay(next);
	return begin({ ...next, target: { ...next.target, instance: null } });
}

/** On to the step that is under the cursor by now. */
export function toNext(state: AppState): Turn<AppState> {
	const there = toInbox(state);
	return there.commands.length > 0 || there.state.inbox.shown.length === 0
		? there
		: openRow(there.state);
}

function heightOf({ size }: AppState): number {
	return inboxHeight(roomOf(size));
}
