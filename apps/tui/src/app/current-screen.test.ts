import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import {
	endedMessages,
	entryFor,
	outboxHas,
	sendingMessages,
} from "../testing/outbox-entries.ts";
import { newInbox, now, waitingStep } from "../testing/waiting-step.ts";
import { showEntry, submit } from "./answer-updates.ts";
import { openBatchOfAll, showSentBatch } from "./batch-flow.ts";
import { currentBindings, currentPage } from "./current-screen.ts";
import type { Message } from "./messages.ts";
import type { Phase } from "./model/screen.ts";
import { openStep } from "./navigation.ts";
import { reduce } from "./reducer.ts";
import type { ScreenName } from "./screen-types.ts";
import * as screens from "./screens.ts";
import { showScreen } from "./show-screen.ts";
import type { AppState } from "./state.ts";
import { appTheme } from "./ui/theme.ts";

const choosing = openStep(newInbox(), waitingStep("1"));
const selected = reduce(showScreen(choosing, "option"), {
	kind: "key_pressed",
	key: "1",
}).state;
const answering = showScreen(selected, "review");
const entry = entryFor(submit(answering).effects[0]);
const after = (state: AppState, messages: Message[]): AppState =>
	messages.reduce((current, each) => reduce(current, each).state, state);
const inInbox = after(answering, sendingMessages(entry));
const sending = showEntry(inInbox, entry);
const done = after(sending, endedMessages(entry, outcomes.uncertain(0)));

const marked = after(newInbox(), [
	{
		kind: "steps_loaded",
		loadId: 0,
		steps: [waitingStep("7"), waitingStep("8")],
	},
]);
const batch = openBatchOfAll(marked).state;
const batchSent = showSentBatch(marked, { entries: [entry], refused: [] });

/** A state of each phase. It has the states of all screens of its phase. */
const stateIn: Record<Phase, AppState> = {
	browsing: newInbox(),
	choosing,
	answering,
	batch,
	batch_sent: batchSent,
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

/** The effects of `u` on the screens on which it is text. A path is stored once it is attached. */
const typedOn: Partial<Record<ScreenName, string[]>> = {
	comment: ["save_draft"],
	files: [],
	batch_comment: ["save_drafts"],
};

test.each(Object.values(screens))(
	"$name: u takes an answer back as long as its window is open, unless it is text",
	({ name, phase }) => {
		const state = after(stateIn[phase], [outboxHas(entry)]);
		const flow = { ...state.flow, screen: name } as AppState["flow"];
		const shown = { ...state, flow };
		const { effects } = reduce(shown, { kind: "key_pressed", key: "u" });
		expect(effects.map(({ kind }) => kind)).toEqual(
			typedOn[name] ?? ["take_back"],
		);
		const keys = currentBindings(shown).flatMap((binding) => binding.keys);
		expect(keys.filter((key) => key === "u")).toHaveLength(
			typedOn[name] === undefined ? 1 : 0,
		);
		const late = { ...shown, now: now + 5_000 };
		expect(currentBindings(late).flatMap((each) => each.keys)).not.toContain(
			"u",
		);
	},
);
