import { serializeSubmission } from "@signoff/core/contract";
import ky, { type Hooks } from "ky";
import type { FaultClient } from "../model/types.ts";
import { reportPeer } from "./report-peer.ts";
import { startTokenSource, type TokenSource } from "./token-source.ts";

/** ky with POSTs retried. */
export const kyClient: FaultClient = {
	name: "ky with POST retried",
	packages: ["ky"],
	settings:
		'`retry: { methods: ["post"], limit: 3, retryOnTimeout: true }`, the default `timeout` of 10 s for each attempt, and `totalTimeout` as the time limit. After a 401, an `afterResponse` hook refreshes the token and returns `ky.retry()`, as in ky\'s README but after every 401.',
	async prepare({ baseUrl, login, timeLimitMs }) {
		const tokens = await startTokenSource(login);
		const client = ky.create({
			retry: { methods: ["post"], limit: 3, retryOnTimeout: true },
			totalTimeout: timeLimitMs,
			hooks: refreshAfter401(tokens),
		});
		return (submission) => {
			const { path, headers, body } = serializeSubmission(submission);
			return reportPeer(
				client.post(`${baseUrl}${path}`, { json: body, headers }),
			);
		};
	},
};

function refreshAfter401(tokens: TokenSource): Hooks {
	return {
		beforeRequest: [
			({ request }) => {
				request.headers.set("Authorization", `Bearer ${tokens.token()}`);
			},
		],
		afterResponse: [
			async ({ request, response }) => {
				if (response.status !== 401) return;
				const headers = new Headers(request.headers);
				headers.set("Authorization", `Bearer ${await tokens.refresh()}`);
				return ky.retry({ request: new Request(request, { headers }) });
			},
		],
	};
}
