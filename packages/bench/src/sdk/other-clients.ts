import { Octokit } from "@octokit/core";
import { client as createProcoreClient, oauth } from "@procore/js-sdk";
import type { Submission } from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";

/** One call of another client with its defaults: the POST that `respond` sends. */
export type OtherCall = (submission: Submission) => Promise<void>;

/** GitHub's client, at another API. */
export function octokitCall(baseUrl: string): OtherCall {
	const octokit = new Octokit({ baseUrl });
	return async (submission) => {
		const { path, headers, body } = serializeSubmission(submission);
		const authorization = "Bearer token";
		const { status } = await octokit.request(`POST ${path}`, {
			...body,
			headers: { ...headers, authorization },
		});
		expectNoContent(status);
	};
}

/** Procore's own client. */
export function procoreCall(baseUrl: string): OtherCall {
	const client = createProcoreClient(oauth("token"), {}, baseUrl);
	return async (submission) => {
		const { path, body } = serializeSubmission(submission);
		const { response } = await client.post(path, body, {
			companyId: submission.company_id,
		});
		expectNoContent(response.status);
	};
}

function expectNoContent(status: number): void {
	if (status !== 204) throw new Error(`Expected 204, received ${status}.`);
}
