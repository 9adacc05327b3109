/** What is on record of the person who responded, for the step that the submission answers. */
export type OwnResponse =
	/** The response of the submission: same option, same comment. */
	| "same"
	/** Another response of this person. */
	| "other"
	| "none";

/** The server's record once every message has arrived. */
export type Fact = {
	own_response: OwnResponse;
	/** Whether it was not on record before the call. False if there is none. */
	is_new: boolean;
	/** Whether the server answers anything after the first POST. If not, no client can know the record. */
	is_knowable: boolean;
};

/** What a client's result says about the server's record. */
export type Claim = {
	/**
	 * `not_same`: the response is not on record. `unknown`: the client says that it does not know. `no_result`: its call
	 * has not ended.
	 */
	own_response: OwnResponse | "not_same" | "unknown" | "no_result";
	/** Whether the response is new on record; `undefined` if the client does not say. */
	is_new?: boolean | undefined;
};

/** `unsure`: the client does not say, although it could know. */
export type Truth = "true" | "false" | "unsure";

/** Compares what a client's result says with the server's record. */
export function judgeTruth(claim: Claim, fact: Fact): Truth {
	if (claim.own_response === "no_result") return "unsure";
	if (claim.own_response === "unknown")
		return fact.is_knowable ? "unsure" : "true";
	if (claim.own_response === "not_same")
		return fact.own_response === "same" ? "false" : "true";
	if (claim.own_response !== fact.own_response) return "false";
	return claim.is_new === undefined || claim.is_new === fact.is_new
		? "true"
		: "false";
}

/** The worst of several: one that is false outweighs one that is unsure. */
export function worstTruth(truths: Truth[]): Truth {
	if (truths.includes("false")) return "false";
	return truths.includes("unsure") ? "unsure" : "true";
}
