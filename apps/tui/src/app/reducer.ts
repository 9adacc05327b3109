import type { StepOccurrence } from "@signoff/core";
import { keyOf } from "../model/waiting-step.ts";
import { pressed, typeInto } from "./key-dispatch.ts";
import type { Command, Message, Turn } from "./messages.ts";
import { begin, choose, opened, settled, stay } from "./navigation.ts";
import { leave } from "./quit.ts";
import { type InboxVerb, inView, reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import type { OptionState } from "./screens/option/state.ts";
import { reduceSent, type SentVerb } from "./screens/sending/state.ts";
import { reduceOpening } from "./screens/startup/state.ts";
import { reduceStep, type StepVerb } from "./screens/step/state.ts";
import type { AppState } from "./state.ts";
import { roomOf } from "./ui/page.ts";

/** What the app wants done as it opens. */
export function opening(state: AppState): Command[] {
	return begin(state).commands;
}

/** The app after a message. Pure: what it wants done is data too. */
export function update(state: AppState, message: Message): Turn<AppState> {
	switch (message.kind) {
		case "pressed":
			return pressed(state, message.press);
		case "pasted":
			return stay(typeInto(state, message.text));
		case "resized":
			return stay(resized({ ...state, size: message.size }));
		case "ticked":
			return stay(
				ofSent({ ...state, now: Math.max(state.now, message.now) }, message),
			);
		case "interrupted":
			return leave(state);
		case "me_known":
			return stay({ ...state, me: message.me });
		case "companies_found":
			return found(state, message);
		case "opening_failed":
		case "instance_over":
			return stay({ ...state, opening: reduceOpening(state.opening, message) });
		case "instance_opened":
			return stay(opened(state, message.asked));
		case "found":
		case "loaded":
			return stay(ofInbox(state, message));
		case "load_failed":
			return stay(ofInbox(state, { ...message, kind: "failed" }));
		case "checked":
			return stay(checked(state, message));
		case "past_read":
			return stay(ofStep(state, message.key, message));
		case "progressed":
			return stay(ofSent(state, message));
		case "settled":
			return stay(settled(state, message.outcome));
	}
}

function found(
	state: AppState,
	message: Extract<Message, { kind: "companies_found" }>,
): Turn<AppState> {
	const next = { ...state, opening: reduceOpening(state.opening, message) };
	const [only, another] = message.places;
	return only !== undefined && another === undefined
		? choose(next, only.id)
		: stay(next);
}

function ofInbox(state: AppState, verb: InboxVerb): AppState {
	return {
		...state,
		inbox: reduceInbox(state.inbox, verb, inboxHeight(roomOf(state.size))),
	};
}

function resized(state: AppState): AppState {
	return {
		...state,
		inbox: inView(state.inbox, inboxHeight(roomOf(state.size))),
	};
}

function ofSent(state: AppState, verb: SentVerb): AppState {
	const { answering } = state;
	if (answering?.sent == null) return state;
	return {
		...state,
		answering: { ...answering, sent: reduceSent(answering.sent, verb, 0) },
	};
}

function ofStep(state: AppState, key: string, verb: StepVerb): AppState {
	const { answering } = state;
	if (answering === null || keyOf(answering.asked) !== key) return state;
	return {
		...state,
		answering: { ...answering, step: reduceStep(answering.step, verb, 0) },
	};
}

/** The step as it is now, for one that is being looked at; what is under way already goes on as it was. */
function checked(
	state: AppState,
	{ key, instance }: Extract<Message, { kind: "checked" }>,
): AppState {
	const { answering } = state;
	if (
		answering === null ||
		keyOf(answering.asked) !== key ||
		answering.sent !== null
	)
		return state;
	const current = instance.current_step_occurrence;
	const before = answering.asked.step;
	const fresh = current?.id === before.id ? "as_shown" : "moved_on";
	const step = fresh === "as_shown" && current !== null ? current : before;
	const option = rechosen(answering.option, before, step);
	const lost = option.at === null && answering.option.at !== null;
	return ofStep(
		{
			...state,
			screen: lost ? "option" : state.screen,
			answering: {
				...answering,
				option,
				asked: { ...answering.asked, instance, step },
			},
		},
		key,
		{ kind: "checked", fresh },
	);
}

/** The same option as before, wherever it stands by now; none where it is gone. */
function rechosen(
	{ at }: OptionState,
	before: StepOccurrence,
	after: StepOccurrence,
): OptionState {
	const id =
		at === null ? undefined : before.available_response_options[at]?.id;
	const place = after.available_response_options.findIndex(
		(option) => option.id === id,
	);
	return { at: place === -1 ? null : place };
}
