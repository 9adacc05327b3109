// What the page does: it settles what it is asked to, with the browser's own fetch.
import { createClient, type Outcome, type Submission } from "../../index.ts";
import type { RespondOptions } from "../../options/check-options.ts";
import { settle } from "../runtimes/respond.ts";

/** A submission that a page is asked to send, with a token that may be renewed by the one who asks. */
export type AskedOfPage = {
	base_url: string;
	world: string;
	token: string;
	submission: Submission;
	options: RespondOptions;
};

declare global {
	/** Gives another token; `null` where none is to be had. */
	function renewToken(world: string): Promise<string | null>;
}

function settleTrial(asked: AskedOfPage): Promise<Outcome> {
	let { token } = asked;
	const auth = {
		token: async () => token,
		async refresh() {
			const renewed = await renewToken(asked.world);
			if (renewed === null) return "refused" as const;
			token = renewed;
			return "refreshed" as const;
		},
	};
	const client = createClient({ baseUrl: asked.base_url, auth });
	return client.respond(asked.submission, asked.options);
}

Object.assign(globalThis, { settle, settleTrial });
