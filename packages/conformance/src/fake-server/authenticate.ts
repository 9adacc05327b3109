import type { Reason } from "@signoff/core";
import type { Company, Person } from "./company.ts";

/** The owner of a request's token, or why there is none. */
export type Caller =
	| { kind: "known"; person: Person }
	| { kind: "refused"; reason: Reason };

/** Finds the person whose token a request carries. */
export function authenticate(
	{ people }: Company,
	authorization: string | null,
): Caller {
	const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(
		authorization ?? "",
	)?.[1];
	if (token === undefined)
		return {
			kind: "refused",
			reason: {
				code: "TOKEN_MISSING",
				message: "Send `Authorization: Bearer` and an access token.",
			},
		};
	const person = people.find((each) => each.token === token);
	return person === undefined
		? {
				kind: "refused",
				reason: {
					code: "TOKEN_UNKNOWN",
					message: "This access token is unknown.",
				},
			}
		: { kind: "known", person };
}
