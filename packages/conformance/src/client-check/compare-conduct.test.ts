import { expect, test } from "vitest";
import { behaviours } from "../behaviours/index.ts";
import type { Behaviour, RecordedResponse } from "../behaviours/types.ts";
import type { ReceivedRequest } from "../fault-server/types.ts";
import { compareConduct } from "./compare-conduct.ts";
import type { ClientReport } from "./find-harms.ts";

const own: RecordedResponse = {
	step: "1",
	person_id: "101",
	option_id: "2000",
	comment: "Fine by me.",
};
const others = { ...own, person_id: "102", comment: null };

const first = "a first response is recorded";
const again = "an identical resubmission changes nothing";
const conflict = "another comment is a conflict";
const lostReply = "a reply lost after recording is settled by submitting again";
const lostRequest =
	"a lost request is superseded if another person decides the step";
const doubt = "a refused token after a lost reply leaves the outcome uncertain";
const misspelt = "a misspelt key is refused and not dropped";
const limited = "after a 429 the client waits until the reset";
const overload = "a 503 whose Retry-After is past the deadline is deferred";

const success: ClientReport = { reports: "success" };
const failure: ClientReport = { reports: "failure" };
const unknown: ClientReport = { reports: "unknown" };
const says = (kind: string, fields = {}): ClientReport =>
	({ outcome: { kind, ...fields } }) as ClientReport;

function behaviourOf(name: string): Behaviour {
	const found = behaviours.find((each) => each.name === name);
	if (found === undefined) throw new Error(`There is no behaviour ${name}.`);
	return found;
}

function harmsOf(
	name: string,
	report: ClientReport,
	responses: RecordedResponse[],
	{
		requests = ["submit"],
		early = false,
		origin = "submit 1",
		exact = false,
	} = {},
): string[] {
	const received = requests.map((call, index) => ({
		call: call as ReceivedRequest["call"],
		status: 204,
		...(early && index > 0 && { too_early: true as const }),
	}));
	const record = {
		current_step: "1",
		responses: responses.map((each) => ({ ...each, origin })),
	};
	const conduct = { report, requests: received, record };
	return compareConduct(behaviourOf(name), "id", conduct, exact).harms;
}

test.each<[string, ClientReport, RecordedResponse[], string[]]>([
	[first, success, [own], []],
	[first, success, [], ["false_success"]],
	[first, success, [{ ...own, comment: "Fine" }], ["false_success"]],
	[first, failure, [own], ["false_failure"]],
	[first, failure, [], ["lost"]],
	[first, unknown, [own], ["needless_doubt"]],
	[first, unknown, [], ["lost", "needless_doubt"]],
	[conflict, success, [{ ...own, comment: "fine by me." }], ["false_success"]],
	[conflict, failure, [{ ...own, comment: "fine by me." }], []],
	[conflict, failure, [], ["wrong_record"]],
	// What the other person does depends on a request that this client does not send.
	[lostRequest, failure, [], []],
	[lostRequest, failure, [others], []],
	[doubt, unknown, [own], []],
	[doubt, failure, [own], ["false_failure"]],
	// The response was sent without the key.
	[misspelt, success, [{ ...own, comment: null }], ["wrong_record"]],
	[misspelt, failure, [{ ...own, comment: null }], ["false_failure"]],
	[misspelt, failure, [], []],
	// This client never sends the request that meets the fault.
	[overload, success, [own], []],
	[first, says("recorded"), [own], []],
	[first, says("recorded"), [], ["false_success"]],
	[first, says("unchanged"), [own], ["wrong_reason"]],
	[first, says("forbidden"), [own], ["false_failure"]],
	[first, says("uncertain"), [own], ["needless_doubt"]],
	[first, says("recorded"), [own, others], ["wrong_record"]],
])("%s: %j and %j on record", (name, report, responses, harms) => {
	expect(harmsOf(name, report, responses)).toEqual(harms);
});

test("fields of an outcome count if they are reported", () => {
	const record = [{ ...own, comment: "fine by me." }];
	const harms = (fields: object): string[] =>
		harmsOf(conflict, says("conflict", fields), record);
	expect(harms({})).toEqual([]);
	expect(harms({ differs: ["comment"], attempts: [] })).toEqual([]);
	expect(harms({ differs: ["response_option"] })).toEqual(["wrong_reason"]);
});

test("an expected outcome is right, even if the record alone shows another result", () => {
	const name =
		"a history that shows labels only leaves an ended step to the server";
	const behaviour = behaviourOf(name);
	const outcome = { kind: "invalid" } as const;
	const record = {
		current_step: "2",
		responses: [{ ...own, origin: "external" }],
	};
	const expected = {
		...behaviour,
		expect: { ...behaviour.expect, outcome },
	};
	const conduct = { report: { outcome }, requests: [], record };
	expect(compareConduct(expected, "name", conduct, false).harms).toEqual([]);
});

test("a response that is sent too often or too early is harmful, even if the result is right", () => {
	const twice = { requests: ["submit", "submit"] };
	expect(harmsOf(first, says("recorded"), [own], twice)).toEqual([
		"sent_twice",
	]);
	expect(harmsOf(again, success, [own], twice)).toEqual(["sent_twice"]);
	expect(harmsOf(again, success, [own])).toEqual([]);
	expect(harmsOf(lostReply, success, [own], twice)).toEqual([]);
	expect(harmsOf(limited, success, [own], { ...twice, early: true })).toEqual([
		"asked_too_early",
	]);
});

test("the exact requests count only if that is asked for", () => {
	const reads = { requests: ["read_instance", "submit"] };
	expect(harmsOf(first, says("recorded"), [own], reads)).toEqual([]);
	expect(
		harmsOf(first, says("recorded"), [own], { ...reads, exact: true }),
	).toEqual(["other_requests"]);
	const expected = { requests: ["read_me", "read_instance", "submit"] };
	expect(
		harmsOf(first, says("recorded"), [own], { ...expected, exact: true }),
	).toEqual([]);
});
