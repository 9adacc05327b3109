import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { newInbox, waitingStep } from "../testing/waiting-step.ts";
import { currentBindings, currentPage } from "./current-screen.ts";
import type { Phase } from "./model/screen.ts";
import { openStep } from "./navigation.ts";
import { reduce } from "./reducer.ts";
import * as screens from "./screens.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";
import { submit } from "./submission.ts";
import { appTheme } from "./ui/theme.ts";

const choosing = openStep(newInbox(), waitingStep("1"));
const selected = reduce(showScreen(choosing, "option"), {
	kind: "key_pressed",
	key: "1",
}).state;
const answering = showScreen(selected, "review");
const sending = submit(answering).state;
const done = reduce(sending, {
	kind: "settled",
	outcome: outcomes.uncertain(0),
}).state;

/** A state of each phase. It has the states of all screens of its phase. */
const stateIn: Record<Phase, AppState> = {
	browsing: newInbox(),
	choosing,
	answering,
	sending,
	done,
};

test.each(Object.values(screens))(
	"$name: its hints are its keys, no key has two actions, and a key quits",
	({ name, phase }) => {
		const state = stateIn[phase];
		const flow = { ...state.flow, screen: name } as AppState["flow"];
		const shown = { ...state, flow };
		const bindings = currentBindings(shown);
		const { title, hints } = currentPage(shown, appTheme({}));
		expect(title).not.toBe("");
		expect(hints).toEqual(
			bindings
				.filter(({ hidden }) => hidden !== true)
				.map(({ keyLabel, label }) => ({ keyLabel, label })),
		);
		const keys = bindings.flatMap((binding) => binding.keys);
		expect(keys).toContain("<ctrl-c>");
		expect(new Set(keys).size).toBe(keys.length);
	},
);
