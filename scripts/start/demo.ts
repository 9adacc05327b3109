import {
	describe,
	type Outcome,
	outcomeFromHttp,
	type Submission,
} from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";
import type { Waiting } from "./waiting.ts";

/** One submission over plain HTTP, and what came of it. */
export type Played = { what: string; status: number; outcome: Outcome };

/** Plays the job: a submission, the same again, and another decision. */
export async function play(
	url: string,
	token: string,
	waiting: Waiting,
): Promise<Played[]> {
	const [first, other] = waiting.step.available_response_options;
	if (first === undefined || other === undefined)
		throw new Error("The step offers fewer than two options.");
	const played: Played[] = [];
	for (const [what, option] of [
		[first.name, first],
		[`${first.name} again`, first],
		[other.name, other],
	] as const) {
		played.push({
			what,
			...(await post(url, token, submissionOf(waiting, option.id))),
		});
	}
	return played;
}

/** The answer to a waiting step, with one of its options. */
function submissionOf(
	{ scope, instance, step }: Waiting,
	option: string,
): Submission {
	return {
		...scope,
		id: instance.id,
		response: {
			current_step_occurrence_id: step.id,
			selected_response_option_id: option,
			comment: "Looks right to me.",
		},
	};
}

/** What each of the three comes to where everything is right. */
export const expected: Outcome["kind"][] = [
	"recorded",
	"unchanged",
	"conflict",
];

/** Lines for a person: what was sent, the status, the outcome and its sentence. */
export function lines(played: Played[]): string {
	const width = Math.max(...played.map(({ what }) => what.length));
	return played
		.map(
			({ what, status, outcome }) =>
				`POST ${what.padEnd(width)}  ${status}  ${outcome.kind.padEnd(9)}  ${describe(outcome).sentence}\n`,
		)
		.join("");
}

async function post(
	url: string,
	token: string,
	submission: Submission,
): Promise<{ status: number; outcome: Outcome }> {
	const { path, headers, body } = serializeSubmission(submission);
	const answer = await fetch(`${url}${path}`, {
		method: "POST",
		headers: { ...headers, Authorization: `Bearer ${token}` },
		body: JSON.stringify(body),
	});
	const text = await answer.text();
	const outcome = outcomeFromHttp({
		status: answer.status,
		headers: Object.fromEntries(answer.headers),
		data: text === "" ? null : JSON.parse(text),
	});
	if (outcome === null)
		throw new Error(`The edge answered ${answer.status} without an outcome.`);
	return { status: answer.status, outcome };
}
