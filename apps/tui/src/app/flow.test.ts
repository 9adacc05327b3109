import { expectTypeOf, test } from "vitest";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { Flow } from "./flow.ts";
import type { initialDraftStates } from "./initial-states.ts";
import { initialStates } from "./initial-states.ts";
import type { Attached } from "./model/attached.ts";
import type { PhaseStart } from "./model/screen.ts";

type Draft = { waitingStep: WaitingStep; attached: Attached } & ReturnType<
	typeof initialDraftStates
>;

test("impossible flows do not compile", () => {
	expectTypeOf<{ kind: "browsing"; screen: "inbox" }>().toExtend<Flow>();
	expectTypeOf<{ kind: "choosing"; screen: "step" } & Draft>().toExtend<Flow>();
	// A submission in progress has its submission, and a response that is done its outcome.
	expectTypeOf<{
		kind: "sending";
		screen: "sending";
		waitingStep: WaitingStep;
	}>().not.toExtend<Flow>();
	expectTypeOf<{
		kind: "done";
		screen: "outcome";
		waitingStep: WaitingStep;
	}>().not.toExtend<Flow>();
	// The review needs a selected option, and the outcome is not a screen of the inbox's phase.
	expectTypeOf<
		{ kind: "answering"; screen: "review" } & Draft
	>().not.toExtend<Flow>();
	expectTypeOf<{
		kind: "browsing";
		screen: "outcome";
	}>().not.toExtend<Flow>();
	// The first state of "sending" is made from an entry of the outbox.
	expectTypeOf(initialStates<"sending">)
		.parameter(1)
		.toEqualTypeOf<PhaseStart["sending"]>();
	expectTypeOf<null>().not.toExtend<PhaseStart["sending"]>();
});
