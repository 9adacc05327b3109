import type { CommonVerb } from "./bindings.ts";
import { extentOf } from "./extent.ts";
import { askToLeave, leave } from "./leaving.ts";
import type { Turn } from "./messages.ts";
import { roomOf } from "./page.ts";
import type { Press } from "./press.ts";
import { commentVerb } from "./screens/comment/keys.ts";
import { reduceComment } from "./screens/comment/state.ts";
import { inboxVerb } from "./screens/inbox/keys.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { openingVerb } from "./screens/opening/keys.ts";
import { reduceOpening } from "./screens/opening/state.ts";
import { optionVerb } from "./screens/option/keys.ts";
import { reduceOption } from "./screens/option/state.ts";
import { outcomeVerb } from "./screens/outcome/keys.ts";
import { reduceOutcome } from "./screens/outcome/state.ts";
import { reviewVerb } from "./screens/review/keys.ts";
import { reduceReview } from "./screens/review/state.ts";
import { sentVerb } from "./screens/sent/keys.ts";
import { reduceSent } from "./screens/sent/state.ts";
import { stepVerb } from "./screens/step/keys.ts";
import { reduceStep } from "./screens/step/state.ts";
import type { Answering, AppState, ScreenName } from "./state.ts";
import {
	begin,
	choose,
	chosen,
	openRow,
	reload,
	send,
	stay,
	toInbox,
	toNext,
} from "./steps.ts";

type Presser = (state: AppState, press: Press) => Turn<AppState>;

/** The app after a key. */
export function pressed(state: AppState, press: Press): Turn<AppState> {
	if (state.ended) return stay(state);
	if (state.over === "leave") return answered(state, press);
	if (state.over === "keys") return overKeys(state, press);
	return pressers[state.screen](state, press);
}

/** The app after a paste: it is taken to the letter, but for the line ends of terminals. */
export function typeInto(state: AppState, pasted: string): AppState {
	const text = pasted.replace(/\r\n?/g, "\n");
	if (state.over !== null) return state;
	if (state.screen === "comment")
		return withAnswering(state, (answering) => ({
			...answering,
			comment: reduceComment(answering.comment, { kind: "typed", text }),
		}));
	if (state.screen === "inbox" && state.inbox.filtering)
		return {
			...state,
			inbox: reduceInbox(
				state.inbox,
				{ kind: "filter_typed", text: text.replaceAll("\n", " ") },
				heightOf(state),
			),
		};
	return state;
}

function answered(state: AppState, press: Press): Turn<AppState> {
	if (["y", "<enter>", "<ctrl-c>"].includes(press)) return leave(state);
	if (["n", "<escape>"].includes(press)) return stay({ ...state, over: null });
	return stay(state);
}

function overKeys(state: AppState, press: Press): Turn<AppState> {
	return press === "<ctrl-c>"
		? askToLeave(state)
		: stay({ ...state, over: null });
}

const pressers: Record<ScreenName, Presser> = {
	opening(state, press) {
		const verb = openingVerb(state.opening, press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
			case "keys":
			case "leave":
				return commonly(state, verb);
			case "reload":
				return begin(state);
			case "forward": {
				const { opening } = state;
				const place =
					opening.kind === "choosing" ? opening.places[opening.at] : undefined;
				return place === undefined ? stay(state) : choose(state, place.id);
			}
			default:
				return stay({ ...state, opening: reduceOpening(state.opening, verb) });
		}
	},
	inbox(state, press) {
		const verb = inboxVerb(state.inbox, press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
				return state.inbox.filter === ""
					? stay(state)
					: stay({
							...state,
							inbox: reduceInbox(
								state.inbox,
								{ kind: "filter_cleared" },
								heightOf(state),
							),
						});
			case "keys":
			case "leave":
				return commonly(state, verb);
			case "forward":
				return openRow(state);
			case "reload":
				return reload(state);
			default:
				return stay({
					...state,
					inbox: reduceInbox(state.inbox, verb, heightOf(state)),
				});
		}
	},
	step: onAnswering((state, answering, press) => {
		const verb = stepVerb(press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
				return toInbox(state);
			case "keys":
			case "leave":
				return commonly(state, verb);
			case "forward":
				return stay({ ...state, screen: "option" });
			case "past_asked":
				return {
					state: {
						...state,
						answering: {
							...answering,
							step: reduceStep(answering.step, verb, 0),
						},
					},
					commands: [{ kind: "read_past", asked: answering.asked }],
				};
			default:
				return stay({
					...state,
					answering: {
						...answering,
						step: reduceStep(answering.step, verb, extentOf(state)),
					},
				});
		}
	}),
	option: onAnswering((state, answering, press) => {
		const verb = optionVerb(press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
				return stay({ ...state, screen: "step" });
			case "keys":
			case "leave":
				return commonly(state, verb);
			case "forward":
				return stay(
					chosen(answering) === null ? state : { ...state, screen: "comment" },
				);
			default: {
				const count = answering.asked.step.available_response_options.length;
				return stay({
					...state,
					answering: {
						...answering,
						option: reduceOption(answering.option, verb, count),
					},
				});
			}
		}
	}),
	comment: onAnswering((state, answering, press) => {
		const verb = commentVerb(press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
				return stay({ ...state, screen: "option" });
			case "keys":
			case "leave":
				return commonly(state, verb);
			case "forward":
				return stay({
					...state,
					screen: "review",
					answering: { ...answering, review: { top: 0 } },
				});
			default:
				return stay({
					...state,
					answering: {
						...answering,
						comment: reduceComment(answering.comment, verb),
					},
				});
		}
	}),
	review: onAnswering((state, answering, press) => {
		const verb = reviewVerb(press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
				return stay({ ...state, screen: "comment" });
			case "keys":
			case "leave":
				return commonly(state, verb);
			case "forward":
				return send(state, false);
			default:
				return stay({
					...state,
					answering: {
						...answering,
						review: reduceReview(answering.review, verb, extentOf(state)),
					},
				});
		}
	}),
	sent: onAnswering((state, answering, press) => {
		const verb = sentVerb(press);
		const { sent } = answering;
		if (verb === null || verb.kind === "back") return stay(state);
		switch (verb.kind) {
			case "keys":
			case "leave":
				return commonly(state, verb);
			default:
				return sent === null
					? stay(state)
					: stay({
							...state,
							answering: {
								...answering,
								sent: reduceSent(sent, verb, extentOf(state)),
							},
						});
		}
	}),
	outcome: onAnswering((state, answering, press) => {
		const { outcome } = answering;
		if (outcome === null) return stay(state);
		const verb = outcomeVerb(outcome.outcome.kind, press);
		if (verb === null) return stay(state);
		switch (verb.kind) {
			case "back":
			case "forward":
				return toInbox(state);
			case "next":
				return toNext(state);
			case "again":
				return send(state, true);
			case "keys":
			case "leave":
				return commonly(state, verb);
			default:
				return stay({
					...state,
					answering: {
						...answering,
						outcome: reduceOutcome(outcome, verb, extentOf(state)),
					},
				});
		}
	}),
};

function onAnswering(
	presser: (
		state: AppState,
		answering: Answering,
		press: Press,
	) => Turn<AppState>,
): Presser {
	return (state, press) =>
		state.answering === null
			? stay(state)
			: presser(state, state.answering, press);
}

function withAnswering(
	state: AppState,
	change: (answering: Answering) => Answering,
): AppState {
	return state.answering === null
		? state
		: { ...state, answering: change(state.answering) };
}

function commonly(state: AppState, verb: CommonVerb): Turn<AppState> {
	switch (verb.kind) {
		case "back":
			return stay(state);
		case "keys":
			return stay({ ...state, over: "keys" });
		case "leave":
			return askToLeave(state);
	}
}

function heightOf({ size }: AppState): number {
	return inboxHeight(roomOf(size));
}
