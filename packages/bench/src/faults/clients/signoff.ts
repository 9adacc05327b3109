import type { Outcome, OutcomeKind } from "@signoff/core";
import { createClient, refreshToken } from "@signoff/sdk";
import type { Claim } from "../model/truth.ts";
import type { FaultClient, Report } from "../model/types.ts";

/** This repository's client. */
export const signoffClient: FaultClient = {
	name: "@signoff/sdk",
	packages: ["@signoff/sdk"],
	settings:
		"`createClient({ baseUrl, auth: refreshToken({ clientId, clientSecret, authUrl, refreshToken }) })` and `respond(submission, { deadlineMs })` with the time limit as the deadline (the default is 30 s), and every other option at its default.",
	async prepare({ baseUrl, login, timeLimitMs }) {
		const auth = refreshToken({
			clientId: login.client_id,
			clientSecret: login.client_secret,
			authUrl: login.url,
			refreshToken: login.refresh_token,
		});
		const granted = await auth.refresh("");
		if (granted !== "refreshed") throw new Error("No token was granted.");
		const client = createClient({ baseUrl, auth });
		return async (submission) =>
			reportOutcome(
				await client.respond(submission, { deadlineMs: timeLimitMs }),
			);
	},
};

const claims: Record<OutcomeKind, Claim> = {
	recorded: { own_response: "same", is_new: true },
	unchanged: { own_response: "same", is_new: false },
	accepted: { own_response: "same" },
	conflict: { own_response: "other" },
	superseded: { own_response: "none" },
	invalid: { own_response: "not_same" },
	unauthenticated: { own_response: "not_same" },
	forbidden: { own_response: "not_same" },
	not_found: { own_response: "not_same" },
	deferred: { own_response: "not_same" },
	uncertain: { own_response: "unknown" },
};

function reportOutcome(outcome: Outcome): Report {
	const cause = "cause" in outcome ? outcome.cause?.code : undefined;
	return {
		said: cause === undefined ? outcome.kind : `${outcome.kind}: ${cause}`,
		claim: claims[outcome.kind],
	};
}
