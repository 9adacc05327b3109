import type { OutcomeKind } from "@signoff/core";

/** A request that was answered. Contains no token, body, query or path as sent, and no other text from a request. */
export type RequestRecord = {
	requestId: string;
	/** `OTHER` for a method that no path has. */
	method: string;
	/** The path with its parameters' names: `/rest/v2.0/companies/{company_id}/…`; `null` if there is no such path. */
	route: string | null;
	/** The ids of the path; `null` if it has none, or one that is not a number. */
	companyId: string | null;
	instanceId: string | null;
	/** The id of the caller's API key, which is no secret; `null` without a valid one. */
	keyId: string | null;
	/** The kind of the outcome; `null` if the reply has none, as that of a read that succeeds. */
	outcome: OutcomeKind | null;
	/** Why the upstream could not be used; `null` if it could. */
	fault: string | null;
	status: number;
	/** From the arrival of the headers to the reply, in milliseconds. */
	durationMs: number;
};

/** Is called once for each request, when its reply is made. */
export type RequestObserver = (request: RequestRecord) => void;

/** One observer that calls several; `null` if there is none, so that no record is made. */
export function combineObservers(
	...observers: (RequestObserver | null)[]
): RequestObserver | null {
	const [first, ...others] = observers.filter((each) => each !== null);
	if (first === undefined) return null;
	if (others.length === 0) return first;
	return (request) => {
		first(request);
		for (const observer of others) observer(request);
	};
}

/** The record of a request that was refused before its path was known. */
export function unroutedRequest(
	requestId: string,
	status: number,
): RequestRecord {
	return {
		requestId,
		method: "OTHER",
		route: null,
		companyId: null,
		instanceId: null,
		keyId: null,
		outcome: null,
		fault: null,
		status,
		durationMs: 0,
	};
}
