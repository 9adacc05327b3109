import { expect, test } from "vitest";
import { waitingStep } from "../testing/waiting-step.ts";
import type { Flow } from "./flow.ts";
import { initialDraftStates, initialStates } from "./initial-states.ts";

test("impossible flows do not compile", () => {
	const step = { waitingStep: waitingStep("1") };
	const flows: Flow[] = [
		{ kind: "browsing", screen: "inbox" },
		{ kind: "choosing", screen: "step", ...step, ...initialDraftStates() },
		// @ts-expect-error A submission in progress has its submission.
		{ kind: "sending", screen: "sending", ...step },
		// @ts-expect-error A response that is done has its outcome.
		{ kind: "done", screen: "outcome", ...step },
		// @ts-expect-error The review needs a selected option.
		{ kind: "answering", screen: "review", ...step, ...initialDraftStates() },
		// @ts-expect-error The outcome is not a screen of the inbox's phase.
		{ kind: "browsing", screen: "outcome" },
	];
	expect(flows).toHaveLength(6);
	// @ts-expect-error The first state of "sending" is made from a submission.
	expect(() => initialStates("sending", null)).not.toThrow();
});
