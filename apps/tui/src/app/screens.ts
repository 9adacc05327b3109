import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
	type ScreenName,
} from "./model/screen.ts";
import { commentScreen } from "./screens/comment/index.ts";
import { inboxScreen } from "./screens/inbox/index.ts";
import { optionScreen } from "./screens/option/index.ts";
import { selectedOption } from "./screens/option/state.ts";
import { outcomeScreen } from "./screens/outcome/index.ts";
import { reviewScreen } from "./screens/review/index.ts";
import { sendingScreen } from "./screens/sending/index.ts";
import { startupScreen } from "./screens/startup/index.ts";
import { stepScreen } from "./screens/step/index.ts";
import type { AppState, ResponseFlow } from "./state.ts";
import type { Key } from "./ui/key-input.ts";
import type { KeyBinding } from "./ui/keymap.ts";
import { type ScreenPage, screenBodySize } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/** A screen that reads and changes the app's state. */
export type Screen = {
	/** `null` if the state has nothing for this screen to show. */
	view: (state: AppState, theme: AppTheme) => ScreenPage | null;
	onKey: (state: AppState, key: Key) => KeyResult<AppState>;
	bindings: (state: AppState) => readonly KeyBinding<unknown>[];
};

/** All screens of the app. */
export const screens: Record<ScreenName, Screen> = {
	startup: bindScreen(
		startupScreen,
		({ startup }) => startup,
		(state, startup) => ({ ...state, startup }),
	),
	inbox: bindScreen(
		inboxScreen,
		({ inbox, me, now }) => ({ inbox, me, now }),
		(state, inbox) => ({ ...state, inbox }),
	),
	step: bindFlowScreen(
		stepScreen,
		({ waitingStep, step }, { me, target, now }) => ({
			waitingStep,
			step,
			me,
			item_url: target.item_url,
			now,
		}),
		(flow, step) => ({ ...flow, step }),
	),
	option: bindFlowScreen(
		optionScreen,
		({ waitingStep, option }) => ({ waitingStep, option }),
		(flow, option) => ({ ...flow, option }),
	),
	comment: bindFlowScreen(
		commentScreen,
		({ waitingStep, option, comment }) => {
			const selected = selectedOption(option, waitingStep.step);
			return selected === null
				? null
				: { waitingStep, option: selected, comment };
		},
		(flow, comment) => ({ ...flow, comment }),
	),
	review: bindFlowScreen(
		reviewScreen,
		({ waitingStep, option, comment: { text }, review }, { me }) => {
			const selected = selectedOption(option, waitingStep.step);
			return selected === null
				? null
				: { waitingStep, option: selected, comment: text, me, review };
		},
		(flow, review) => ({ ...flow, review }),
	),
	sending: bindFlowScreen(
		sendingScreen,
		({ waitingStep, sending }) =>
			sending === null ? null : { waitingStep, sending },
		(flow, sending) => ({ ...flow, sending }),
	),
	outcome: bindFlowScreen(
		outcomeScreen,
		({ waitingStep, outcome }, { now }) =>
			outcome === null ? null : { waitingStep, outcome, now },
		(flow, outcome) => ({ ...flow, outcome }),
	),
};

/** Connects a screen to its part of the app's state. */
function bindScreen<Scene, State>(
	screen: ScreenDefinition<Scene, State>,
	sceneOf: (state: AppState) => Scene | null,
	withState: (state: AppState, own: State) => AppState,
): Screen {
	return {
		view: (state, theme) => {
			const scene = sceneOf(state);
			return scene === null
				? null
				: screen.view(scene, screenBodySize(state.size), theme);
		},
		onKey: (state, key) => {
			const scene = sceneOf(state);
			if (scene === null) return ignored;
			const { state: own, action } = screen.onKey(
				scene,
				key,
				screenBodySize(state.size),
			);
			return own === undefined
				? { action }
				: { state: withState(state, own), action };
		},
		bindings: (state) => {
			const scene = sceneOf(state);
			return scene === null ? [] : screen.bindings(scene);
		},
	};
}

/** Connects a screen to its part of the open response flow. */
function bindFlowScreen<Scene, State>(
	screen: ScreenDefinition<Scene, State>,
	sceneOf: (flow: ResponseFlow, state: AppState) => Scene | null,
	withState: (flow: ResponseFlow, own: State) => ResponseFlow,
): Screen {
	return bindScreen(
		screen,
		(state) => (state.flow === null ? null : sceneOf(state.flow, state)),
		(state, own) =>
			state.flow === null
				? state
				: { ...state, flow: withState(state.flow, own) },
	);
}
