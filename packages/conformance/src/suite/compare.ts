import {
	type Attempt,
	exitCodes,
	httpStatusOf,
	type Outcome,
} from "@signoff/core";
import type {
	Behaviour,
	Driver,
	Expected,
	Observed,
	OptionForm,
	RecordedResponse,
	ServerRecord,
} from "../behaviours/types.ts";

/** Every difference between what a behaviour expects and what was observed, as a sentence; empty if there is none. */
export function compareObserved(
	{ expect }: Behaviour,
	observed: Observed,
): string[] {
	const { kind } = expect.outcome;
	return [
		...compareOutcome(expect.outcome, observed.outcome),
		...compareField(
			"status",
			observed.status,
			httpStatusOf(withStatusFields(expect.outcome)),
		),
		...compareField("exit code", observed.exit_code, exitCodes[kind]),
		...compareField("requests", observed.requests, expect.requests),
		...compareField("record", sorted(observed.record), sorted(expect.record)),
	];
}

/**
 * Adjusts what a behaviour expects to the surface's runtime, which may not report that a connection was refused, or
 * may resend a request by itself.
 */
export function adjustForRuntime(
	{
		reportsConnectionRefused = true,
		mayResend = false,
	}: Pick<Driver, "reportsConnectionRefused" | "mayResend">,
	behaviour: Behaviour,
): Behaviour {
	const { when_resent } = behaviour.expect;
	const expect =
		mayResend && when_resent !== undefined
			? { ...behaviour.expect, ...when_resent }
			: behaviour.expect;
	const { outcome } = expect;
	const hidden =
		!reportsConnectionRefused &&
		outcome.kind === "deferred" &&
		outcome.reason === "unreachable";
	return {
		...behaviour,
		expect: hidden
			? { ...expect, outcome: { ...outcome, reason: "unavailable" } }
			: expect,
	};
}

/** To resolve a name, the person and the instance are read at the same time: either request may arrive first. */
export function inFixedOrder(observed: Observed, form: OptionForm): Observed {
	const { requests } = observed;
	if (form === "id" || requests === null) return observed;
	const [first, second, ...rest] = requests;
	return first === "read_instance" && second === "read_me"
		? { ...observed, requests: ["read_me", "read_instance", ...rest] }
		: observed;
}

function compareOutcome(
	expected: Expected,
	observed: Outcome | null,
): string[] {
	if (observed === null) return [];
	const fields = new Map(Object.entries(observed));
	return Object.entries(expected).flatMap(([field, value]) =>
		compareField(field, fields.get(field) ?? undefined, value),
	);
}

/** `null` means that the surface does not report this. */
function compareField(
	what: string,
	observed: unknown,
	expected: unknown,
): string[] {
	if (observed === null || canonical(observed) === canonical(expected))
		return [];
	return [
		`${what}: expected ${canonical(expected)}, got ${canonical(observed)}`,
	];
}

function canonical(value: unknown): string {
	return (
		JSON.stringify(value, (_, inner: unknown) =>
			typeof inner === "object" && inner !== null && !Array.isArray(inner)
				? Object.fromEntries(
						Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
					)
				: inner,
		) ?? "undefined"
	);
}

/** Sorts the responses, since reads list those of a step in any order. */
function sorted({ current_step, responses }: ServerRecord): ServerRecord {
	const key = ({ step, person_id }: RecordedResponse): string =>
		`${step} ${person_id}`;
	return {
		current_step,
		responses: responses.toSorted((a, b) => key(a).localeCompare(key(b))),
	};
}

/** An expected outcome with the fields on which its HTTP status depends. */
function withStatusFields(expected: Expected): Outcome {
	const attempts: Attempt[] = [];
	const outcome = {
		issues: [],
		reason: "unavailable",
		retry_at: "",
		...expected,
		attempts,
	};
	return outcome as Outcome;
}
