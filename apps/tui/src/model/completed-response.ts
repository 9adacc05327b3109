import type { Outcome, Submission } from "@signoff/core";
import type { WaitingStep } from "@signoff/sdk";

/** A submission made in the app, and its outcome. */
export type CompletedResponse = {
	waitingStep: WaitingStep;
	submission: Submission;
	outcome: Outcome;
};
