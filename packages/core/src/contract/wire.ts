import { paths } from "./paths.ts";
import type { Attachments, Submission } from "./submission.ts";

/** The body of the POST (contract §1): `response` with `attachments` always present. */
export type WireBody = {
	response: Submission["response"] & { attachments: Attachments };
};

/** The POST without origin and token. */
export type WireRequest = {
	path: string;
	headers: { "Content-Type": "application/json"; "Procore-Company-Id": string };
	body: WireBody;
};

/** The request that records a submission (contract §1). The same submission always serializes to the same bytes. */
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
