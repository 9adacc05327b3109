import type {
	Attempt,
	Instance,
	Me,
	Outcome,
	Scope,
	Submission,
} from "@signoff/core";
import type { Company } from "@signoff/core/contract";
import type { RespondActivity } from "@signoff/sdk";
import type { WaitingStep as Asked, Earlier } from "../model/waiting-step.ts";
import type { Press } from "./ui/key-input.ts";
import type { Size } from "./ui/page.ts";

/** What reaches the app: from the person, from the terminal, and from the adapter to the sdk. */
export type Message =
	| { kind: "pressed"; press: Press }
	| { kind: "pasted"; text: string }
	| { kind: "resized"; size: Size }
	| { kind: "ticked"; now: number }
	/** The process is asked to end. */
	| { kind: "interrupted" }
	| { kind: "me_known"; me: Me }
	| { kind: "companies_found"; places: Company[] }
	| { kind: "opening_failed"; outcome: Outcome; message: string }
	| { kind: "instance_opened"; asked: Asked }
	| { kind: "instance_over"; instance: string }
	| { kind: "found"; load: number; asked: Asked[] }
	| { kind: "loaded"; load: number; hidden: number }
	| { kind: "load_failed"; load: number; outcome: Outcome; message: string }
	| { kind: "checked"; key: string; instance: Instance }
	| { kind: "past_read"; key: string; steps: Earlier[] | null }
	| { kind: "progressed"; attempts: Attempt[]; doing: RespondActivity }
	| { kind: "settled"; outcome: Outcome };

/** What the app wants done; the adapter does it, and answers with messages. */
export type Command =
	| { kind: "find_companies" }
	| { kind: "open_instance"; scope: Scope; instance: string }
	| { kind: "load"; scope: Scope; load: number }
	/** Reads a step again that the inbox may show as it was a while ago. */
	| { kind: "check"; asked: Asked }
	| { kind: "read_past"; asked: Asked }
	| { kind: "send"; submission: Submission; seen: Instance | null }
	/** Breaks the submission off: it settles with what is known so far. */
	| { kind: "break_off" };

/** The app after a message, and what it wants done. */
export type Turn<S> = { state: S; commands: Command[] };
