import { paths } from "./paths.ts";
import type { Submission, WireBody } from "./submission.ts";

/** Everything of the POST but the origin and the token. */
export type WireRequest = {
	path: string;
	headers: { "Content-Type": "application/json"; "Procore-Company-Id": string };
	body: WireBody;
};

/** The request that puts a submission on record (contract §1). The same submission always gives the same bytes. */
export function serializeSubmission(submission: Submission): WireRequest {
	const { attachments = {}, ...response } = submission.response;
	return {
		path: paths.responses(submission, submission.id),
		headers: {
			"Content-Type": "application/json",
			"Procore-Company-Id": submission.company_id,
		},
		body: { response: { ...response, attachments } },
	};
}
