/** What a client's failure means for its user, from the worst to the least. */
export const harmTexts = {
	false_success: "reports a success that is not on record",
	lost: "the response is not on record, although it could be",
	false_failure: "the response is on record, but reported as a failure",
	wrong_record: "the server's record is not the expected one",
	needless_doubt:
		"reports that the result is unknown, although it could be known",
	wrong_reason: "right about the record, but not about the reason",
	sent_twice: "sends the response more often than necessary",
	asked_too_early: "repeats a request before the moment that the server named",
	other_requests: "sends other requests than expected",
	no_report:
		"crashes, reports nothing in time, or reports something unreadable",
} as const;

/** A named class of failures. */
export type Harm = keyof typeof harmTexts;

/** Every harm, from the worst to the least. */
export const harmNames = Object.keys(harmTexts) as Harm[];
