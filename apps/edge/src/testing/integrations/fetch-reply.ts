import type { IntegrationReply } from "./integration-runner.ts";

/** Sends a request as an integration has prepared it. */
export async function fetchReply(
	url: string,
	request: { method: string; headers: Record<string, string>; body: string },
): Promise<IntegrationReply> {
	const reply = await fetch(url, { ...request, redirect: "manual" });
	return {
		status: reply.status,
		headers: Object.fromEntries(reply.headers),
		body: await reply.text(),
	};
}
