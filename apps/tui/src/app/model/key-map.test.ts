import { expect, test } from "vitest";
import { newInbox, waitingStep } from "../../testing/waiting-step.ts";
import { currentKeys, currentPage } from "../current-screen.ts";
import { keyTable, keyTableText } from "../key-table.ts";
import { reduce } from "../reducer.ts";
import * as screens from "../screens.ts";
import type { AppState } from "../state.ts";
import { appTheme } from "../ui/theme.ts";
import { bindingName, type KeyMap, readKeyMap } from "./key-map.ts";

const mapped = (keyMap: KeyMap): AppState => ({ ...newInbox(), keyMap });
const pressed = (state: AppState, key: string): AppState =>
	reduce(state, { kind: "key_pressed", key }).state;

test("each key of each screen is in the table, with a name of its own", () => {
	expect(Object.keys(keyTable).sort()).toEqual(Object.keys(screens).sort());
	const names = Object.entries(keyTable).flatMap(([screen, bindings = []]) =>
		bindings.map((each) => bindingName(screen, each)),
	);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toContain("inbox.reload");
	expect(keyTableText()).toContain(
		"| `V` | mark a range | `inbox.mark_a_range` |",
	);
});

test("the config file changes keys: the new one acts, the old one does not, and the hints show it", () => {
	const state = mapped({ "inbox.filter": ["f"], "inbox.quit": ["Q"] });
	expect(pressed(state, "f").inbox.filtering).toBe(true);
	expect(pressed(state, "/").inbox.filtering).toBe(false);
	expect(currentKeys(state).roleOf("Q")).toBe("guarded");
	expect(currentKeys(state).roleOf("q")).toBe("none");
	const { hints } = currentPage(state, appTheme({}));
	expect(hints).toContainEqual({ keyLabel: "f", label: "filter" });
	// While the filter is typed, characters are text. Ctrl-C always quits.
	const typing = pressed(pressed(state, "f"), "f");
	expect(typing.inbox.filter).toBe("f");
	const step = waitingStep("1");
	expect(
		pressed({ ...state, inbox: { ...state.inbox, pinned: [step] } }, "<ctrl-c>")
			.ended,
	).toBe(true);
});

test.each<[keys: KeyMap, problem: string]>([
	[{ "inbox.relod": ["R"] }, "there are inbox.open"],
	[{ "inbx.reload": ["R"] }, "names no screen"],
	[{ "inbox.reload": ["RR"] }, "neither one character"],
	[{ "inbox.reload": ["/"] }, "does something else"],
	[{ "inbox.reload": ["1"] }, "may not be a digit"],
	[{ "review.send": ["<enter>"] }, "may not be Enter"],
])("%j is refused", (keys, problem) => {
	const read = readKeyMap(keys, keyTable);
	expect(read).toMatchObject({
		kind: "invalid",
		issues: [{ message: expect.stringContaining(problem) }],
	});
});

test("keys may be exchanged", () => {
	const keys = { "inbox.reload": ["o"], "inbox.another_order": ["r"] };
	expect(readKeyMap(keys, keyTable)).toEqual({ kind: "parsed", value: keys });
	const state = mapped(keys);
	expect(pressed(state, "r").inbox.order).toBe("oldest");
	expect(pressed(state, "o").inbox.order).toBe("urgency");
});
