import { type OutcomeKind, outcomeKinds } from "@signoff/core";
import { firstResponses } from "./first-responses.ts";
import { lostResponses } from "./lost-responses.ts";
import { malformed } from "./malformed.ts";
import { races } from "./races.ts";
import { rateLimits } from "./rate-limits.ts";
import { refusals } from "./refusals.ts";
import { repeats } from "./repeats.ts";
import type { Behaviour, Driver, Role } from "./types.ts";

/** Every behaviour there is. */
export const behaviours: Behaviour[] = [
	...firstResponses,
	...repeats,
	...refusals,
	...malformed,
	...races,
	...lostResponses,
	...rateLimits,
];

/** The kinds that a role can come to, each of which some behaviour must show. */
export const outcomeKindsByRole: Record<Role, readonly OutcomeKind[]> = {
	client: outcomeKinds,
	// Nothing is lost inside a server, and it never asks to be called later.
	server: [
		"recorded",
		"unchanged",
		"conflict",
		"superseded",
		"invalid",
		"unauthenticated",
		"forbidden",
		"not_found",
	],
};

/** The kinds that a surface can come to. No refusal alone is proof where a call may have been sent twice. */
export function possibleOutcomeKinds({
	role,
	mayResend = false,
}: Pick<Driver, "role" | "mayResend">): OutcomeKind[] {
	return outcomeKindsByRole[role].filter(
		(kind) => !mayResend || (kind !== "forbidden" && kind !== "not_found"),
	);
}

/**
 * The behaviours that a role has: a server sees no faults between itself and its own answers, and its reading of
 * the contract is its own.
 */
export function behavioursOf(role: Role): Behaviour[] {
	return behaviours.filter(
		(each) => role === "client" || appliesToServers(each),
	);
}

function appliesToServers({
	before,
	faults,
	interleavings,
	unreachable,
}: Behaviour): boolean {
	const byAnswers = before.every(({ kind }) => kind === "responds");
	return (
		byAnswers &&
		faults.length === 0 &&
		interleavings.length === 0 &&
		!unreachable
	);
}
