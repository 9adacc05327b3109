import type { ResponseOption } from "@signoff/core";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { Phase } from "./model/screen.ts";
import type { NameDuring, StatesDuring } from "./screen-types.ts";

/** A response before it is sent. Going back keeps what was entered. */
export type Draft = {
	waitingStep: WaitingStep;
} & StatesDuring<"choosing" | "answering">;

/** What each phase of a response has. */
type PhaseFields = {
	browsing: unknown;
	choosing: Draft;
	answering: Draft & { option: { selected: ResponseOption } };
	sending: { waitingStep: WaitingStep } & StatesDuring<"sending">;
	done: { waitingStep: WaitingStep } & StatesDuring<"done">;
};

/** A response in one phase, and the screen that shows it. */
export type FlowDuring<P extends Phase> = {
	[Each in P]: { kind: Each; screen: NameDuring<Each> } & PhaseFields[Each];
}[P];

/** One response, from the open step to its outcome. */
export type Flow = FlowDuring<Phase>;
