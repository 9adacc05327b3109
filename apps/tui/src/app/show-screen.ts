import { keepDraft } from "./drafts.ts";
import { draftOf } from "./flow.ts";
import { initialDraftStates, initialStates } from "./initial-states.ts";
import type { Phase } from "./model/screen.ts";
import type { NameDuring, ScreenName, ShowableName } from "./screen-types.ts";
import * as screens from "./screens.ts";
import type { AppState } from "./state.ts";

const table: Record<ScreenName, { phase: Phase; resetWhenShown?: boolean }> =
	screens;

/**
 * Shows a screen. If it is a screen without a step, the draft of the open step is kept for later. Nothing changes if
 * the screen needs a draft, or a selected option, and there is none.
 */
export function showScreen(state: AppState, name: ShowableName): AppState {
	if (isDuring(name, "browsing"))
		return { ...keepDraft(state), flow: { kind: "browsing", screen: name } };
	if (isDuring(name, "batch")) return showBatchScreen(state, name);
	const current = draftOf(state.flow);
	if (current === null) return state;
	const draft =
		table[name].resetWhenShown === true
			? { ...current, [name]: initialDraftStates()[name] }
			: current;
	if (isDuring(name, "choosing"))
		return { ...state, flow: { ...draft, kind: "choosing", screen: name } };
	const { selected } = draft.option;
	return selected === null
		? state
		: {
				...state,
				flow: {
					...draft,
					kind: "answering",
					screen: name,
					option: { selected },
				},
			};
}

/** A screen after the choice of the option is shown only if one is chosen. */
function showBatchScreen(state: AppState, name: NameDuring<"batch">): AppState {
	const { flow } = state;
	if (flow.kind !== "batch") return state;
	if (flow.batch_option.selected === null && name !== "batch_option")
		return state;
	const shown =
		table[name].resetWhenShown === true
			? { [name]: initialStates("batch", flow.batch)[name] }
			: {};
	return { ...state, flow: { ...flow, ...shown, screen: name } };
}

function isDuring<P extends Phase>(
	name: ScreenName,
	phase: P,
): name is NameDuring<P> {
	return table[name].phase === phase;
}
