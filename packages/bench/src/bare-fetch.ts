import type { Submission } from "@signoff/core";
import { serializeSubmission } from "@signoff/core/contract";

/** The request that `respond` makes, made with `fetch` and nothing around it. */
export async function bareFetch(
	baseUrl: string,
	submission: Submission,
): Promise<void> {
	const { path, headers, body } = serializeSubmission(submission);
	const answer = await fetch(`${baseUrl}${path}`, {
		method: "POST",
		headers: { ...headers, Authorization: "Bearer token" },
		body: JSON.stringify(body),
	});
	await answer.arrayBuffer();
	if (answer.status !== 204) throw new Error(`Not 204 but ${answer.status}.`);
}

/** A loop around it: so many at once, each next one as soon as one is over. */
export async function bareLoop(
	baseUrl: string,
	submissions: Iterable<Submission>,
	concurrency: number,
): Promise<void> {
	const iterator = submissions[Symbol.iterator]();
	const work = async (): Promise<void> => {
		for (let next = iterator.next(); !next.done; next = iterator.next())
			await bareFetch(baseUrl, next.value);
	};
	await Promise.all(Array.from({ length: concurrency }, work));
}
