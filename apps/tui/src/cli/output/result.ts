import {
	exitCodes,
	type Instance,
	type Issue,
	type Me,
	type Outcome,
	type Preview,
} from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import type { CompletedResponse } from "../../model/completed-response.ts";
import type { InboxContents } from "../../model/read-inbox.ts";

/** The result of a command: plain data, from which text, JSON and exit code are derived. */
export type Result =
	/** `implied_step`: the id of the answered step, if the command line did not name it. */
	| { kind: "outcome"; outcome: Outcome; implied_step?: string }
	| { kind: "preview"; preview: Preview; instance: Instance }
	| ({ kind: "inbox" } & InboxContents)
	| { kind: "me"; me: Me }
	/** The app was closed. `failure`: why it could not start. */
	| {
			kind: "app_exit";
			made: CompletedResponse[];
			failure: { outcome: Outcome; message: string } | null;
	  }
	/** A read failed. `message` says so in place of the outcome's sentence, which is about a response. */
	| { kind: "read_failed"; outcome: Outcome; message: string }
	/** The command line or the settings are invalid. */
	| { kind: "usage_error"; issues: Issue[] }
	| { kind: "help"; text: string }
	| { kind: "version"; version: string }
	/** An error that no code handles. `debug` is printed only with `SIGNOFF_DEBUG`. */
	| { kind: "unexpected"; debug: string };

/** The outcome of a result, or `null` if it has none. */
export function outcomeOf(result: Result): Outcome | null {
	switch (result.kind) {
		case "outcome":
		case "read_failed":
			return result.outcome;
		case "usage_error":
			return outcomes.invalid(result.issues);
		case "app_exit":
			return result.made.at(-1)?.outcome ?? result.failure?.outcome ?? null;
		case "preview":
		case "inbox":
		case "me":
		case "help":
		case "version":
		case "unexpected":
			return null;
	}
}

/** The process's exit code. */
export function exitCodeOfResult(result: Result): number {
	if (result.kind === "unexpected") return 1;
	if (result.kind === "preview") return exitCodes[result.preview.would];
	const outcome = outcomeOf(result);
	return outcome === null ? 0 : exitCodes[outcome.kind];
}
