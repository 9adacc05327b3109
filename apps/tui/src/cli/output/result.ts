import {
	exitCodes,
	type Instance,
	type Issue,
	type Me,
	type Outcome,
	type Preview,
	type Scope,
	type StepOccurrence,
	type Submission,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";

/** A step that waits for me. */
export type Waiting = Scope & {
	/** The project's name, where it is known. */
	project: string | null;
	/** The tool's name, such as "Invoices". */
	tool: string;
	instance: Instance;
	step: StepOccurrence;
	/** ISO 8601, UTC. */
	waiting_since: string | null;
	overdue: boolean;
};

/** A submission made in the app, and what it came to. */
export type Made = {
	asked: Waiting;
	submission: Submission;
	outcome: Outcome;
};

/** What a command came to: data, from which both the words and the JSON are made. */
export type Result =
	/** `step`: the step that was answered, where the command line did not name it. */
	| { kind: "outcome"; outcome: Outcome; step?: string }
	| { kind: "preview"; preview: Preview; instance: Instance }
	/** `hidden`: how many lists and instances the server would not show. */
	| { kind: "inbox"; waiting: Waiting[]; hidden: number }
	| { kind: "me"; me: Me }
	/** The app was left. `failure`: why there was nothing to be shown. */
	| {
			kind: "left";
			made: Made[];
			failure: { outcome: Outcome; message: string } | null;
	  }
	/** A command that only reads could not; `message` says so without talk of recording. */
	| { kind: "unread"; outcome: Outcome; message: string }
	/** The command line itself makes no sense. */
	| { kind: "misused"; issues: Issue[] }
	| { kind: "help"; text: string }
	| { kind: "version"; version: string }
	/** Something went wrong that nobody foresaw: nothing is known for certain. `debug` is for the one who asks for it. */
	| { kind: "unforeseen"; debug: string };

/** The outcome that a result comes to, or `null` where it is none. */
export function outcomeOf(result: Result): Outcome | null {
	switch (result.kind) {
		case "outcome":
		case "unread":
			return result.outcome;
		case "misused":
			return outcomes.invalid(result.issues);
		case "left":
			return result.made.at(-1)?.outcome ?? result.failure?.outcome ?? null;
		case "preview":
		case "inbox":
		case "me":
		case "help":
		case "version":
		case "unforeseen":
			return null;
	}
}

/** The process's exit code. */
export function exitCodeOf(result: Result): number {
	if (result.kind === "unforeseen") return 1;
	if (result.kind === "preview") return exitCodes[result.preview.would];
	const outcome = outcomeOf(result);
	return outcome === null ? 0 : exitCodes[outcome.kind];
}
