// Runs in the page: settles what it is given, with the browser's own fetch.
import { createClient, type Outcome, type Submission } from "../../index.ts";
import type { RespondOptions } from "../../settlement/respond-options.ts";
import { respondToClientCall } from "../runtimes/respond.ts";

/** A submission for the page to settle, with a token that the test can renew. */
export type PageTrial = {
	base_url: string;
	world: string;
	token: string;
	submission: Submission;
	options: RespondOptions;
};

declare global {
	/** Resolves with another token; `null` if none can be had. */
	function renewToken(world: string): Promise<string | null>;
}

function settleTrial(trial: PageTrial): Promise<Outcome> {
	let { token } = trial;
	const auth = {
		token: async () => token,
		async refresh() {
			const renewed = await renewToken(trial.world);
			if (renewed === null) return "refused" as const;
			token = renewed;
			return "refreshed" as const;
		},
	};
	const client = createClient({ baseUrl: trial.base_url, auth });
	return client.respond(trial.submission, trial.options);
}

Object.assign(globalThis, { respondToClientCall, settleTrial });
