import type { Me, Scope } from "@signoff/core";
import type { CompletedResponse } from "../model/completed-response.ts";
import type { WaitingStep as Asked } from "../model/waiting-step.ts";
import type { CommentState } from "./screens/comment/state.ts";
import { emptyInbox, type InboxState } from "./screens/inbox/state.ts";
import type { OptionState } from "./screens/option/state.ts";
import type { OutcomeState } from "./screens/outcome/state.ts";
import type { ReviewState } from "./screens/review/state.ts";
import type { SentState } from "./screens/sending/state.ts";
import type { OpeningState } from "./screens/startup/state.ts";
import type { StepState } from "./screens/step/state.ts";
import type { Size } from "./ui/page.ts";

/** The screens, in the order in which an answer goes through them. */
export type ScreenName =
	| "opening"
	| "inbox"
	| "step"
	| "option"
	| "comment"
	| "review"
	| "sent"
	| "outcome";

/** One answer as it comes about. Going back loses nothing. */
export type Answering = {
	asked: Asked;
	step: StepState;
	option: OptionState;
	comment: CommentState;
	review: ReviewState;
	sent: SentState | null;
	outcome: OutcomeState | null;
};

/** What is asked for over the screen: the page of keys, or whether to leave while a submission is under way. */
export type Over = "keys" | "leave";

/** What the app was opened on. */
export type Target = {
	/** `null` where the company is yet to be chosen. */
	scope: Scope | null;
	/** The one instance to be answered; `null` opens the inbox. */
	instance: string | null;
	/** The template of links to items. */
	item_url: string | null;
};

/** Everything that the app knows. Plain data; times are Unix milliseconds. */
export type AppState = {
	target: Target;
	size: Size;
	now: number;
	me: Me | null;
	screen: ScreenName;
	over: Over | null;
	opening: OpeningState;
	inbox: InboxState;
	answering: Answering | null;
	made: CompletedResponse[];
	/** Nothing more is shown or done. */
	ended: boolean;
};

/** As the app opens. */
export function newApp(target: Target, size: Size, now: number): AppState {
	const { scope, instance } = target;
	const what = scope === null ? "companies" : "instance";
	return {
		target,
		size,
		now,
		me: null,
		screen: scope === null || instance !== null ? "opening" : "inbox",
		over: null,
		opening: { kind: "reading", what },
		inbox: emptyInbox,
		answering: null,
		made: [],
		ended: false,
	};
}
