import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { serializeSubmission } from "@signoff/core/contract";
import type { FaultClient } from "../model/types.ts";
import { abortAfter } from "./abort-after.ts";
import { reasonOf, reportPeer } from "./report-peer.ts";
import { startTokenSource, type TokenSource } from "./token-source.ts";

const RetryingOctokit = Octokit.plugin(retry);
const ignore = (): void => {};

/** GitHub's client, here at another API. */
export const octokitClient: FaultClient = {
	name: "octokit with retry",
	packages: ["@octokit/core", "@octokit/plugin-retry"],
	settings:
		"`Octokit.plugin(retry)` with the plugin's defaults: 3 retries, after 1, 4 and 9 s, of lost connections and of every status except 400, 401, 403, 404, 410, 422 and 451. A `hook.wrap` sends the token; after a 401 it refreshes the token and sends the request again, once. `request: { signal }` aborts at the time limit.",
	async prepare({ baseUrl, login, timeLimitMs }) {
		const tokens = await startTokenSource(login);
		const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
		const octokit = new RetryingOctokit({ baseUrl, log });
		refreshAfter401(octokit, tokens);
		return (submission) => {
			const { path, headers, body } = serializeSubmission(submission);
			const request = { signal: abortAfter(timeLimitMs) };
			return reportPeer(
				octokit.request(`POST ${path}`, { ...body, headers, request }),
			);
		};
	},
};

function refreshAfter401(octokit: Octokit, tokens: TokenSource): void {
	octokit.hook.wrap("request", async (request, options) => {
		// The hooks of plugins receive the same object, not the one that `request` is called with.
		const setToken = (token: string): void => {
			options.headers.authorization = `Bearer ${token}`;
		};
		setToken(tokens.token());
		try {
			return await request(options);
		} catch (error) {
			if (reasonOf(error) !== "401") throw error;
			setToken(await tokens.refresh());
			return request(options);
		}
	});
}
