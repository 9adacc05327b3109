import type { ResponseOption } from "@signoff/core";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { Attached } from "./model/attached.ts";
import type { Batch } from "./model/batch.ts";
import type { Phase } from "./model/screen.ts";
import type { NameDuring, StateOf, StatesDuring } from "./screen-types.ts";

/** What was entered for a step. Going back keeps it. */
type Draft = {
	waitingStep: WaitingStep;
	attached: Attached;
} & StatesDuring<"choosing" | "answering">;

/** The table of the batch that an answer was opened from; `null` if it was opened from elsewhere. */
type FromTable = { table: StateOf<"batch_result"> | null };

/** What each phase of a response has. */
type PhaseFields = {
	browsing: unknown;
	choosing: Draft;
	answering: Draft & { option: { selected: ResponseOption } };
	batch: { batch: Batch } & StatesDuring<"batch">;
	batch_sent: StatesDuring<"batch_sent">;
	sending: { waitingStep: WaitingStep } & FromTable & StatesDuring<"sending">;
	done: { waitingStep: WaitingStep } & FromTable & StatesDuring<"done">;
};

/** A response in one phase, and the screen that shows it. */
export type FlowDuring<P extends Phase> = {
	[Each in P]: { kind: Each; screen: NameDuring<Each> } & PhaseFields[Each];
}[P];

/** A response before it is sent. */
export type DraftFlow = FlowDuring<"choosing" | "answering">;

/** One response, from the open step to its outcome. */
export type Flow = FlowDuring<Phase>;

/** The table of a batch to which a person goes back from an answer; `null` if there is none. */
export function tableOf(flow: Flow): FromTable["table"] {
	if (flow.kind === "batch_sent") return flow.batch_result;
	return flow.kind === "sending" || flow.kind === "done" ? flow.table : null;
}

/** The response if it is not sent yet, or `null`. */
export function draftOf(flow: Flow): DraftFlow | null {
	switch (flow.kind) {
		case "choosing":
		case "answering":
			return flow;
		case "browsing":
		case "batch":
		case "batch_sent":
		case "sending":
		case "done":
			return null;
	}
}
