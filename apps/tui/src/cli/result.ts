import {
	exitCodes,
	type Instance,
	type Me,
	type Outcome,
	type Preview,
	type Scope,
	type StepOccurrence,
} from "@signoff/core";

/** A step that waits for me. */
export type Waiting = Scope & {
	/** The project's name, where the instance belongs to one. */
	project: string | null;
	/** The tool's name, such as "Invoices". */
	tool: string;
	instance: Instance;
	step: StepOccurrence;
	/** ISO 8601, UTC. */
	waiting_since: string | null;
	overdue: boolean;
};

/** What a command came to: data, from which both the words and the JSON are made. */
export type Result =
	| { kind: "outcome"; outcome: Outcome }
	| { kind: "preview"; preview: Preview; instance: Instance }
	/** `hidden`: how many lists and instances the server would not show. */
	| { kind: "inbox"; waiting: Waiting[]; hidden: number }
	| { kind: "me"; me: Me }
	| { kind: "help"; text: string }
	| { kind: "version"; version: string }
	/** Something went wrong that nobody foresaw: nothing is known for certain. */
	| { kind: "unforeseen" };

/** The process's exit code. */
export function exitCodeOf(result: Result): number {
	switch (result.kind) {
		case "outcome":
			return exitCodes[result.outcome.kind];
		case "preview":
			return exitCodes[result.preview.would];
		case "inbox":
		case "me":
		case "help":
		case "version":
			return 0;
		case "unforeseen":
			return 1;
	}
}
