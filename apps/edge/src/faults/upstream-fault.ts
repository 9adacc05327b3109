import type { Outcome } from "@signoff/core";

/** The upstream cannot do what was asked, for a reason outside the request. It is answered with the outcome. */
export class UpstreamFault extends Error {
	override readonly name = "UpstreamFault";
	/** The fault in the log: one word, never text of a request. */
	readonly fault: string;
	readonly outcome: Outcome;

	constructor(fault: string, outcome: Outcome, options: ErrorOptions) {
		super(`The upstream cannot be used (${fault}).`, options);
		this.fault = fault;
		this.outcome = outcome;
	}
}
