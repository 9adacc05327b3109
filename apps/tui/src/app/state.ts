import type { Me, Scope } from "@signoff/core";
import type { CompletedResponse } from "../model/completed-response.ts";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { ScreenName } from "./model/screen.ts";
import type { CommentState } from "./screens/comment/state.ts";
import { emptyInbox, type InboxState } from "./screens/inbox/state.ts";
import type { OptionState } from "./screens/option/state.ts";
import type { OutcomeState } from "./screens/outcome/state.ts";
import type { ReviewState } from "./screens/review/state.ts";
import type { SendingState } from "./screens/sending/state.ts";
import type { StartupState } from "./screens/startup/state.ts";
import type { StepState } from "./screens/step/state.ts";
import type { Size } from "./ui/page.ts";

/** One response, from the open step to its outcome. Going back keeps what was entered. */
export type ResponseFlow = {
	waitingStep: WaitingStep;
	step: StepState;
	option: OptionState;
	comment: CommentState;
	review: ReviewState;
	/** The submission in progress. */
	sending: SendingState | null;
	outcome: OutcomeState | null;
};

/** A page over the screen: its keys, or the question whether to quit during a submission. */
export type Overlay = "keys" | "confirm_quit";

/** What the app was opened for. */
export type Target = {
	/** `null` until a company is chosen. */
	scope: Scope | null;
	/** The one instance to respond to; `null` opens the inbox. */
	instance: string | null;
	/** The template of links to items. */
	item_url: string | null;
};

/** The whole state of the app. Plain data; times are Unix milliseconds. */
export type AppState = {
	target: Target;
	size: Size;
	now: number;
	me: Me | null;
	screen: ScreenName;
	overlay: Overlay | null;
	startup: StartupState;
	inbox: InboxState;
	/** The open step, or `null` if none is open. */
	flow: ResponseFlow | null;
	completed: CompletedResponse[];
	/** The app is quitting: keys do nothing any more. */
	ended: boolean;
};

/** The state before the first message. */
export function newApp(target: Target, size: Size, now: number): AppState {
	const { scope, instance } = target;
	const resource = scope === null ? "companies" : "instance";
	return {
		target,
		size,
		now,
		me: null,
		screen: scope === null || instance !== null ? "startup" : "inbox",
		overlay: null,
		startup: { kind: "loading", resource },
		inbox: emptyInbox,
		flow: null,
		completed: [],
		ended: false,
	};
}
