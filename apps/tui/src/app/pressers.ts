import { extentOf } from "./extent.ts";
import type { Turn } from "./messages.ts";
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
} from "./navigation.ts";
import { askToLeave } from "./quit.ts";
import { commentVerb } from "./screens/comment/keys.ts";
import { reduceComment } from "./screens/comment/state.ts";
import { inboxVerb } from "./screens/inbox/keys.ts";
import { reduceInbox } from "./screens/inbox/state.ts";
import { inboxHeight } from "./screens/inbox/view.ts";
import { optionVerb } from "./screens/option/keys.ts";
import { reduceOption } from "./screens/option/state.ts";
import { outcomeVerb } from "./screens/outcome/keys.ts";
import { reduceOutcome } from "./screens/outcome/state.ts";
import { reviewVerb } from "./screens/review/keys.ts";
import { reduceReview } from "./screens/review/state.ts";
import { sentVerb } from "./screens/sending/keys.ts";
import { reduceSent } from "./screens/sending/state.ts";
import { openingVerb } from "./screens/startup/keys.ts";
import { reduceOpening } from "./screens/startup/state.ts";
import { stepVerb } from "./screens/step/keys.ts";
import { reduceStep } from "./screens/step/state.ts";
import type { Answering, AppState, ScreenName } from "./state.ts";
import type { Press } from "./ui/key-input.ts";
import type { CommonVerb } from "./ui/keymap.ts";
import { roomOf } from "./ui/page.ts";

/** The app after a key on one screen. */
export type Presser = (state: AppState, press: Press) => Turn<AppState>;

/** What keys do on each screen. */
export const pressers: Record<ScreenName, Presser> = {
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
