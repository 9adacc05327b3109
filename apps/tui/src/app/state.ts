import type { Me, Outcome } from "@signoff/core";
import type { KeptDrafts } from "./drafts.ts";
import type { Flow } from "./flow.ts";
import { initialStates } from "./initial-states.ts";
import type { KnownFiles } from "./model/attached.ts";
import type { SentBatch } from "./model/batch-rows.ts";
import type { KeyMap } from "./model/key-map.ts";
import { closedOutbox, type OutboxView } from "./model/outbox-view.ts";
import { defaultRules, type Rules } from "./model/rules.ts";
import type { Target } from "./model/target.ts";
import type { StatesDuring } from "./screen-types.ts";
import { newStartup } from "./screens/startup/state.ts";
import type { Size } from "./ui/page.ts";

/**
 * A page over the screen: its keys, the question whether to quit although something is not finished, the question
 * whether to send what was decided long ago, or why the outbox cannot be used.
 */
export type Overlay =
	| "keys"
	| "confirm_quit"
	| "confirm_stale"
	| "outbox_problem";

/** The whole state of the app. Plain data; times are Unix milliseconds. */
export type AppState = {
	target: Target;
	size: Size;
	now: number;
	me: Me | null;
	overlay: Overlay | null;
	/** The response that is open, if any, and the screen that is shown. */
	flow: Flow;
	/** What was entered for steps that are not open. */
	drafts: KeptDrafts;
	outbox: OutboxView;
	/** What was found at the paths of files to upload. */
	knownFiles: KnownFiles;
	rules: Rules;
	/** Other keys than those of the key table. */
	keyMap: KeyMap;
	/** The batch that was sent last; `null` if none was. */
	lastBatch: SentBatch | null;
	/** The failure of the last load, if no outcome and no successful load followed it. */
	failure: { outcome: Outcome; message: string } | null;
	/** The app is quitting: keys do nothing any more. */
	ended: boolean;
} & StatesDuring<"browsing">;

/** The state before the first message. */
export function newApp(
	target: Target,
	size: Size,
	now: number,
	rules: Rules = defaultRules,
	keyMap: KeyMap = {},
): AppState {
	const { scope, instance } = target;
	const opensInbox = scope !== null && instance === null;
	const states = initialStates("browsing", target);
	return {
		...states,
		inbox: { ...states.inbox, startedAt: now },
		startup: { ...newStartup(target), startedAt: now },
		target,
		size,
		now,
		me: null,
		overlay: null,
		flow: { kind: "browsing", screen: opensInbox ? "inbox" : "startup" },
		drafts: {},
		outbox: closedOutbox,
		knownFiles: {},
		rules,
		keyMap,
		lastBatch: null,
		failure: null,
		ended: false,
	};
}
