import type { Submission } from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";

/** The baseline: sends the HTTP request that `respond` sends, with `fetch` alone. */
export async function bareFetch(
	baseUrl: string,
	submission: Submission,
): Promise<void> {
	const { path, headers, body } = serializeSubmission(submission);
	const reply = await fetch(`${baseUrl}${path}`, {
		method: "POST",
		headers: { ...headers, Authorization: "Bearer token" },
		body: JSON.stringify(body),
	});
	await reply.arrayBuffer();
	if (reply.status !== 204)
		throw new Error(`Expected 204, received ${reply.status}.`);
}

/** The baseline for lists: sends every submission with {@link bareFetch}, at most `concurrency` at once. */
export async function bareFetchAll(
	baseUrl: string,
	submissions: Iterable<Submission>,
	concurrency: number,
): Promise<void> {
	const iterator = submissions[Symbol.iterator]();
	const worker = async (): Promise<void> => {
		for (let next = iterator.next(); !next.done; next = iterator.next())
			await bareFetch(baseUrl, next.value);
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
}
