import { type OutcomeKind, outcomeKinds, outcomeTraits } from "@signoff/core";
import { defaultVariants } from "../simulation/world.ts";
import { lostResponseBehaviours } from "./lost-responses.ts";
import { malformedBehaviours } from "./malformed.ts";
import { raceBehaviours } from "./races.ts";
import { rateLimitBehaviours } from "./rate-limits.ts";
import { recordedResponseBehaviours } from "./recorded-responses.ts";
import { refusalBehaviours } from "./refusals.ts";
import { repeatBehaviours } from "./repeats.ts";
import { shownAnswerBehaviours } from "./shown-answers.ts";
import type { Behaviour, Driver, OptionForm, Role } from "./types.ts";

/** All behaviours. */
export const behaviours: Behaviour[] = [
	...recordedResponseBehaviours,
	...repeatBehaviours,
	...refusalBehaviours,
	...malformedBehaviours,
	...raceBehaviours,
	...lostResponseBehaviours,
	...rateLimitBehaviours,
	...shownAnswerBehaviours,
];

/**
 * The outcome kinds that are possible in a role. At least one behaviour covers each. A server knows what is on record
 * and what was before, and the suite has no behaviour in which it defers a request.
 */
export const outcomeKindsByRole: Record<Role, readonly OutcomeKind[]> = {
	client: outcomeKinds,
	server: outcomeKinds.filter(
		(kind) => kind !== "accepted" && !outcomeTraits[kind].retryable,
	),
};

/**
 * The outcome kinds that are possible on a surface in a form. If the runtime may resend, the refusal of a submit alone
 * proves nothing; that of the reads which resolve a name does.
 */
export function possibleOutcomeKinds(
	{ role, mayResend = false }: Pick<Driver, "role" | "mayResend">,
	form: OptionForm,
): OutcomeKind[] {
	const kinds = outcomeKindsByRole[role];
	return form === "name" || !mayResend
		? [...kinds]
		: kinds.filter((kind) => kind !== "forbidden" && kind !== "not_found");
}

/**
 * The behaviours of a role. Those with faults, with events other than responses, or with another reading of the contract
 * do not apply to a server.
 */
export function behavioursOf(role: Role): Behaviour[] {
	return behaviours.filter(
		(each) => role === "client" || appliesToServers(each),
	);
}

/** Whether nothing goes wrong and no other person acts during a behaviour: then a preview agrees with what it ends in. */
export function isUndisturbed({
	faults,
	interleavings,
	unreachable,
}: Behaviour): boolean {
	return faults.length === 0 && interleavings.length === 0 && !unreachable;
}

function appliesToServers(behaviour: Behaviour): boolean {
	return (
		isUndisturbed(behaviour) &&
		hasDefaultVariants(behaviour) &&
		behaviour.before.every(({ kind }) => kind === "responds")
	);
}

/** A server under test has its own interpretation of what the contract leaves open. */
function hasDefaultVariants({ plan }: Behaviour): boolean {
	return JSON.stringify(plan.variants) === JSON.stringify(defaultVariants);
}
