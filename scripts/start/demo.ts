import {
	describe,
	type Outcome,
	outcomeFromHttp,
	type Submission,
} from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";
import type { WaitingStep } from "@signoff/sdk";

/** One submission over plain HTTP, with its HTTP status and its outcome. */
export type DemoResult = { label: string; status: number; outcome: Outcome };

/** The outcomes of {@link runDemo} on a healthy server. */
export const expectedKinds: Outcome["kind"][] = [
	"recorded",
	"unchanged",
	"conflict",
];

/** Sends three submissions for one step: a response, the same response again, and a different response. */
export async function runDemo(
	url: string,
	token: string,
	waiting: WaitingStep,
): Promise<DemoResult[]> {
	const [first, other] = waiting.step.available_response_options;
	if (first === undefined || other === undefined)
		throw new Error("The step offers fewer than two options.");
	const results: DemoResult[] = [];
	for (const [label, option] of [
		[first.name, first],
		[`${first.name} again`, first],
		[other.name, other],
	] as const) {
		results.push({
			label,
			...(await post(url, token, submissionFor(waiting, option.id))),
		});
	}
	return results;
}

/** One line for each result: what was sent, the status, the outcome and its sentence. */
export function formatDemoOutput(results: DemoResult[]): string {
	const width = Math.max(...results.map(({ label }) => label.length));
	return results
		.map(
			({ label, status, outcome }) =>
				`POST ${label.padEnd(width)}  ${status}  ${outcome.kind.padEnd(9)}  ${describe(outcome).sentence}\n`,
		)
		.join("");
}

function submissionFor(
	{ scope, instance, step }: WaitingStep,
	optionId: string,
): Submission {
	return {
		...scope,
		id: instance.id,
		response: {
			current_step_occurrence_id: step.id,
			selected_response_option_id: optionId,
			comment: "Looks right to me.",
		},
	};
}

async function post(
	url: string,
	token: string,
	submission: Submission,
): Promise<{ status: number; outcome: Outcome }> {
	const { path, headers, body } = serializeSubmission(submission);
	const reply = await fetch(`${url}${path}`, {
		method: "POST",
		headers: { ...headers, Authorization: `Bearer ${token}` },
		body: JSON.stringify(body),
	});
	const text = await reply.text();
	const outcome = outcomeFromHttp({
		status: reply.status,
		headers: Object.fromEntries(reply.headers),
		data: text === "" ? null : JSON.parse(text),
	});
	if (outcome === null)
		throw new Error(`The edge replied ${reply.status} without an outcome.`);
	return { status: reply.status, outcome };
}
