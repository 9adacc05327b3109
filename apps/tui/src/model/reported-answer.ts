import type { Outcome, Submission } from "@signoff/core";
import type { ResponseSubject } from "./response-subject.ts";

/** An answer that was decided or sent in the app, as it is printed when the app has closed. */
export type ReportedAnswer =
	/** `isOpen`: it stays in the outbox, and the app sends it again at its next start. */
	| {
			kind: "outcome";
			subject: ResponseSubject;
			submission: Submission;
			outcome: Outcome;
			isOpen: boolean;
	  }
	/** It was not sent, and is a draft. */
	| { kind: "draft"; subject: ResponseSubject };
