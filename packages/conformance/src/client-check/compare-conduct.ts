import type { Outcome } from "@signoff/core";
import type {
	Behaviour,
	Expected,
	Observed,
	OptionForm,
	ServerRecord,
} from "../behaviours/types.ts";
import { recordOf } from "../drivers/client-driver.ts";
import type { Harm } from "../report/harms.ts";
import { respondentIdOf } from "../simulation/actor-events.ts";
import { compareObserved, inFixedOrder } from "../suite/compare.ts";
import {
	type ClientConduct,
	harmsOfRequests,
	harmsOfStatement,
	isTrueSuccess,
} from "./find-harms.ts";
import type { ReportedOutcome } from "./parse-reply.ts";

/** What is wrong about a client's conduct: its differences from the behaviour, and what they mean. */
export type Comparison = { differences: string[]; harms: Harm[] };

/**
 * Compares what a client did with what a behaviour expects. The requests are compared one by one only if `exactRequests`.
 * Of a client that reports no outcome, the truth of its report counts.
 */
export function compareConduct(
	behaviour: Behaviour,
	form: OptionForm,
	conduct: ClientConduct,
	exactRequests: boolean,
): Comparison {
	const { report, requests, record } = conduct;
	const outcome = "outcome" in report ? report.outcome : null;
	const observed = inFixedOrder(
		{
			outcome: outcome as Outcome | null,
			status: null,
			exit_code: null,
			requests: exactRequests ? requests.map(({ call }) => call) : null,
			record: recordOf(record),
		},
		form,
	);
	const differences =
		outcome === null
			? compareOwnRecord(behaviour, observed, conduct)
			: compareObserved(withReportedFields(behaviour, outcome), observed);
	// An expected outcome is right, even if the record alone shows another result.
	const isExpected = outcome !== null && differences.length === 0;
	const harms = [
		...(isExpected ? [] : harmsOfStatement(behaviour, conduct)),
		...harmsOfRequests(behaviour, requests),
	];
	if (harms.length > 0 || differences.length === 0)
		return { differences, harms };
	return { differences, harms: [harmOf(differences)] };
}

/** The harm of differences in something other than what the client says and how it sends. */
function harmOf(differences: string[]): Harm {
	const differsIn = (what: string): boolean =>
		differences.some((each) => each.startsWith(`${what}: `));
	if (differsIn("record")) return "wrong_record";
	return differences.every((each) => each.startsWith("requests: "))
		? "other_requests"
		: "wrong_reason";
}

/** The behaviour, whose outcome is expected with those fields only that the client reports. */
function withReportedFields(
	behaviour: Behaviour,
	outcome: ReportedOutcome,
): Behaviour {
	const fields = Object.entries(behaviour.expect.outcome).filter(
		([field]) => field in outcome,
	);
	return {
		...behaviour,
		expect: {
			...behaviour.expect,
			outcome: Object.fromEntries(fields) as Expected,
		},
	};
}

/**
 * Compares the respondent's part of the record. What other people do, and which faults occur, may depend on requests that
 * a client without reads does not make: so a true success is right even if a failure is expected.
 */
function compareOwnRecord(
	behaviour: Behaviour,
	observed: Observed,
	conduct: ClientConduct,
): string[] {
	if (isTrueSuccess(behaviour, conduct))
		return compareObserved(behaviour, {
			...observed,
			record: behaviour.expect.record,
		});
	const own = ({ responses }: ServerRecord): ServerRecord => ({
		current_step: null,
		responses: responses.filter(
			({ person_id }) => person_id === respondentIdOf(behaviour.plan),
		),
	});
	const expect = { ...behaviour.expect, record: own(behaviour.expect.record) };
	return compareObserved(
		{ ...behaviour, expect },
		{ ...observed, record: own(observed.record) },
	);
}
