import { type CallName, type Outcome, parseSubmission } from "@signoff/core";
import type { Behaviour } from "../behaviours/types.ts";
import type { ReceivedRequest } from "../fault-server/types.ts";
import type { Harm } from "../report/harms.ts";
import type { AdapterReply, PlainReport } from "./parse-reply.ts";
import {
	isOnRecord,
	isTrue,
	type RecordedState,
	statementOf,
} from "./statement.ts";

/** What a client reports: an outcome, or only whether its call succeeded. */
export type ClientReport = Extract<
	AdapterReply,
	{ outcome: unknown } | { reports: unknown }
>;

/** What a client did in a behaviour. */
export type ClientConduct = {
	report: ClientReport;
	requests: ReceivedRequest[];
	record: RecordedState;
};

/** What a client's report says about the response. */
function statementOfReport(report: ClientReport): PlainReport {
	return "reports" in report ? report.reports : statementOf(report.outcome);
}

/** What is wrong about a client's statement, given what is on record in the end. Empty if nothing is. */
export function harmsOfStatement(
	behaviour: Behaviour,
	{ report, record }: ClientConduct,
): Harm[] {
	const said = statementOfReport(report);
	const onRecord = isOnRecord(behaviour, record);
	const lost: Harm[] =
		!onRecord && isExpectedOnRecord(behaviour) && said !== "success"
			? ["lost"]
			: [];
	switch (said) {
		case "success":
			return onRecord ? [] : ["false_success"];
		case "failure":
			return onRecord && !isTrueFailure(behaviour, report, record)
				? ["false_failure"]
				: lost;
		case "unknown":
			return behaviour.expect.outcome.kind === "uncertain"
				? lost
				: [...lost, "needless_doubt"];
	}
}

/** Whether a failure is a true report although the response is on record. Only an outcome can have a reason for it. */
function isTrueFailure(
	behaviour: Behaviour,
	report: ClientReport,
	record: RecordedState,
): boolean {
	return (
		"outcome" in report && isTrue(report.outcome as Outcome, behaviour, record)
	);
}

function isExpectedOnRecord(behaviour: Behaviour): boolean {
	const { current_step, responses } = behaviour.expect.record;
	return isOnRecord(behaviour, {
		current_step,
		responses: responses.map((each) => ({ ...each, origin: "submit" })),
	});
}

/** Whether the client reports a success of a submission that is well-formed and on record. */
export function isTrueSuccess(
	behaviour: Behaviour,
	{ report, record }: ClientConduct,
): boolean {
	return (
		statementOfReport(report) === "success" &&
		parseSubmission(behaviour.submission).kind === "parsed" &&
		isOnRecord(behaviour, record)
	);
}

/** What is wrong about how often and when a client sends the response. Empty if nothing is. */
export function harmsOfRequests(
	{ expect }: Behaviour,
	requests: ReceivedRequest[],
): Harm[] {
	const submits = (calls: (CallName | "other")[]): number =>
		calls.filter((call) => call === "submit").length;
	const sent = submits(requests.map(({ call }) => call));
	// A client without reads needs one request to learn that the response is on record already.
	const isTooMany = sent > Math.max(1, submits(expect.requests));
	const isEarly = requests.some(({ too_early }) => too_early === true);
	return [
		...(isTooMany ? (["sent_twice"] as const) : []),
		...(isEarly ? (["asked_too_early"] as const) : []),
	];
}
