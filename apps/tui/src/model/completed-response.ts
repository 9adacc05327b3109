import type { Outcome, Submission } from "@signoff/core";
import type { WaitingStep } from "./waiting-step.ts";

/** A submission made in the app, and its outcome. */
export type CompletedResponse = {
	waitingStep: WaitingStep;
	submission: Submission;
	outcome: Outcome;
};
