import { client as createClient, oauth, refresher } from "@procore/js-sdk";
import { serializeSubmission } from "@signoff/core/contract";
import type { FaultClient } from "../model/types.ts";
import { abortAfter } from "./abort-after.ts";
import { reportPeer } from "./report-peer.ts";
import { startTokenSource } from "./token-source.ts";

/** Procore's own client. */
export const procoreClient: FaultClient = {
	name: "@procore/js-sdk",
	packages: ["@procore/js-sdk"],
	settings:
		"`client(refresher(oauth(token), refresh), { signal }, apiHostname)`, and `companyId` with each request. It has no retries; its `refresher` refreshes the token and sends the request again, once, after *every* rejection. `signal` aborts at the time limit.",
	async prepare({ baseUrl, login, timeLimitMs }) {
		const tokens = await startTokenSource(login);
		const authorizer = refresher(oauth(tokens.token()), async () => ({
			access_token: await tokens.refresh(),
		}));
		return (submission) => {
			const { path, body } = serializeSubmission(submission);
			const signal = abortAfter(timeLimitMs);
			const client = createClient(authorizer, { signal }, baseUrl);
			return reportPeer(
				client
					.post(path, body, { companyId: submission.company_id })
					.then(({ response }: { response: Response }) => response),
			);
		};
	},
};
