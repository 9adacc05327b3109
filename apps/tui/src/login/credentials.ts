import type { Fetch, Tokens } from "@signoff/sdk";
import type { Dialogue } from "./dialogue.ts";

/** What a login obtains. */
export type Credentials = {
	tokens: Tokens & { access_token: string };
	client_id: string | null;
	client_secret: string | null;
};

/** What obtaining tokens needs. */
export type CredentialOptions = {
	dialogue: Dialogue;
	/** `null` if it is not known, which only a pasted token allows. */
	login_url: string | null;
	env: Partial<Record<string, string>>;
	fetch: Fetch | undefined;
	/** Unix milliseconds. */
	now: () => number;
};
