import type { Outcome } from "@signoff/core";
import type { Company } from "@signoff/core/contract";

/** What comes before the inbox: something is read, could not be read, or a company is to be chosen. */
export type OpeningState =
	| { kind: "reading"; what: "companies" | "instance" }
	| {
			kind: "failed";
			what: "companies" | "instance";
			outcome: Outcome;
			message: string;
	  }
	/** The instance is there, and no step of it is current. */
	| { kind: "over"; instance: string }
	| { kind: "choosing"; places: Company[]; at: number };

/** What can happen there. */
export type OpeningVerb =
	| { kind: "moved"; by: number }
	| { kind: "companies_found"; places: Company[] }
	| { kind: "opening_failed"; outcome: Outcome; message: string }
	| { kind: "instance_over"; instance: string };

/** A person of one company is not asked: that is the app's to see to, from `choosing`. */
export function reduceOpening(
	state: OpeningState,
	verb: OpeningVerb,
): OpeningState {
	switch (verb.kind) {
		case "moved":
			return state.kind === "choosing"
				? {
						...state,
						at: Math.max(
							0,
							Math.min(state.places.length - 1, state.at + verb.by),
						),
					}
				: state;
		case "companies_found":
			return { kind: "choosing", places: verb.places, at: 0 };
		case "opening_failed":
			return {
				kind: "failed",
				what:
					state.kind === "reading" || state.kind === "failed"
						? state.what
						: "companies",
				outcome: verb.outcome,
				message: verb.message,
			};
		case "instance_over":
			return { kind: "over", instance: verb.instance };
	}
}
