import type { Submission } from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";
import ky from "ky";

/** The baseline: sends the HTTP request that `respond` sends, and reads the reply to its end. */
export type BareCall = (
	baseUrl: string,
	submission: Submission,
) => Promise<void>;

/** With `fetch` alone. */
export const bareFetch: BareCall = async (baseUrl, submission) => {
	const { path, headers, body } = serializeSubmission(submission);
	const reply = await fetch(`${baseUrl}${path}`, {
		method: "POST",
		headers: { ...headers, Authorization: "Bearer token" },
		body: JSON.stringify(body),
	});
	await reply.arrayBuffer();
	if (reply.status !== 204)
		throw new Error(`Expected 204, received ${reply.status}.`);
};

/** With ky alone, and its defaults. */
export const bareKy: BareCall = async (baseUrl, submission) => {
	const { path, headers, body } = serializeSubmission(submission);
	const reply = await ky.post(`${baseUrl}${path}`, {
		headers: { ...headers, Authorization: "Bearer token" },
		json: body,
	});
	await reply.arrayBuffer();
	if (reply.status !== 204)
		throw new Error(`Expected 204, received ${reply.status}.`);
};

/** The baseline for lists: makes a bare call for every submission, at most `concurrency` at once. */
export async function bareLoop(
	call: BareCall,
	baseUrl: string,
	submissions: Iterable<Submission>,
	concurrency: number,
): Promise<void> {
	const iterator = submissions[Symbol.iterator]();
	const worker = async (): Promise<void> => {
		for (let next = iterator.next(); !next.done; next = iterator.next())
			await call(baseUrl, next.value);
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
}
