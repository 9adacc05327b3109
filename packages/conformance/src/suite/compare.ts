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
	RecordedResponse,
	ServerRecord,
} from "../behaviours/types.ts";

/** How what was seen of a surface departs from what a behaviour asks for, in sentences; empty where it does not. */
export function compareObserved(
	{ expect }: Behaviour,
	seen: Observed,
): string[] {
	const { kind } = expect.outcome;
	return [
		...outcomeDiffers(expect.outcome, seen.outcome),
		...differs("status", seen.status, httpStatusOf(filled(expect.outcome))),
		...differs("exit code", seen.exit_code, exitCodes[kind]),
		...differs("calls", seen.requests, expect.requests),
		...differs("held", inOrder(seen.record), inOrder(expect.record)),
	];
}

/** A behaviour as a surface can tell it: a runtime may hide that a connection was refused, or that it sent a call twice. */
export function adjustForRuntime(
	{ reportsConnectionRefused = true, mayResend = false }: Driver,
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

function outcomeDiffers(expected: Expected, seen: Outcome | null): string[] {
	if (seen === null) return [];
	const fields = new Map(Object.entries(seen));
	return Object.entries(expected).flatMap(([field, value]) =>
		differs(field, fields.get(field) ?? undefined, value),
	);
}

/** `null` means that a surface has no such thing to show. */
function differs(what: string, seen: unknown, expected: unknown): string[] {
	if (seen === null || canonical(seen) === canonical(expected)) return [];
	return [`${what}: expected ${canonical(expected)}, saw ${canonical(seen)}`];
}

function canonical(value: unknown): string {
	return (
		JSON.stringify(value, (_, inner: unknown) =>
			typeof inner === "object" && inner !== null && !Array.isArray(inner)
				? Object.fromEntries(
						Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
					)
				: inner,
		) ?? "nothing"
	);
}

/** Reads list the responses of a step in any order. */
function inOrder({ current_step, responses }: ServerRecord): ServerRecord {
	const key = ({ step, person_id }: RecordedResponse): string =>
		`${step} ${person_id}`;
	return {
		current_step,
		responses: responses.toSorted((a, b) => key(a).localeCompare(key(b))),
	};
}

/** An expected outcome with what its status depends on. */
function filled(expected: Expected): Outcome {
	const attempts: Attempt[] = [];
	const blank = {
		issues: [],
		reason: "unavailable",
		retry_at: "",
		...expected,
		attempts,
	};
	return blank as Outcome;
}
