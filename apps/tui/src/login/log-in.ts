import { type Auth, bearer, type Client, safe } from "@signoff/sdk";
import { chooseCompany } from "./choose-company.ts";
import { chooseMethod } from "./choose-method.ts";
import type { CredentialOptions } from "./credentials.ts";
import {
	badAnswer,
	type LoginFailure,
	type LoginStep,
	stopped,
} from "./login-failure.ts";
import type { LoginMethod } from "./login-methods.ts";
import type { LoginStore } from "./login-store.ts";
import { obtainCredentials } from "./obtain-credentials.ts";
import { readFailure } from "./read-failure.ts";
import type { SavedLogin } from "./saved-login.ts";

/** What a login needs. Nothing in it depends on the terminal of this process: `dialogue` has the streams. */
export type LogInOptions = CredentialOptions & {
	/** Asked for if it is `null`. */
	method: LoginMethod | null;
	/** The address of the API. */
	base_url: string;
	/** The company if it is known; otherwise the person chooses. */
	company_id: string | null;
	/** The person and the company of the login that this one replaces; any if it is omitted. */
	replaces?: Pick<SavedLogin, "person" | "company"> | undefined;
	store: LoginStore;
	/** A client for `base_url`. */
	createClient: (auth: Auth) => Client;
	signal: AbortSignal;
};

/** A login that was stored. */
export type LoggedIn = {
	login: SavedLogin;
	/** When the access token expires, in Unix milliseconds. */
	expires_at: number;
};

const deadlineMs = 10_000;

/**
 * Logs a person or a service account in: obtains tokens, finds the company, reads whose tokens they are, and stores them.
 * A failure stores nothing.
 */
export async function logIn(
	options: LogInOptions,
): Promise<LoginStep<LoggedIn>> {
	const { dialogue } = options;
	const signal = AbortSignal.any([options.signal, dialogue.signal]);
	const step = await runSteps({ ...options, signal });
	return step.kind === "failed" && dialogue.signal.aborted ? stopped : step;
}

async function runSteps(options: LogInOptions): Promise<LoginStep<LoggedIn>> {
	const { base_url, login_url, store, dialogue, signal } = options;
	const method =
		options.method === null
			? await chooseMethod(dialogue)
			: { kind: "ok" as const, value: options.method };
	if (method.kind === "failed") return method;
	const obtained = await obtainCredentials(method.value, options);
	if (obtained.kind === "failed") return obtained;
	const { tokens, client_id, client_secret } = obtained.value;
	const client = options.createClient(bearer(tokens.access_token));
	if (dialogue.isTerminal) dialogue.show(["Reading who you are…"]);
	const company = await chooseCompany({
		...options,
		method: method.value,
		client,
	});
	if (company.kind === "failed") return company;
	const person = await safe(
		client.me({ company_id: company.value.id }, { signal, deadlineMs }),
	);
	if (person.kind === "failed") return readFailure(person);
	const { id, login: login_name, name } = person.value;
	const { replaces } = options;
	if (
		replaces !== undefined &&
		(replaces.person.id !== id || replaces.company.id !== company.value.id)
	)
		return anotherPerson;
	try {
		const login = await store.save(
			{
				version: 1,
				method: method.value,
				base_url,
				login_url,
				company: company.value,
				person: { id, login: login_name, name },
				client_id,
				client_secret,
			},
			tokens,
		);
		return { kind: "ok", value: { login, expires_at: tokens.expires_at } };
	} catch {
		return badAnswer(
			`The login cannot be stored in ${store.folder}.`,
			"Make that folder writable, or name another one in XDG_STATE_HOME.",
		);
	}
}

const anotherPerson: LoginFailure = badAnswer(
	"This is another person or company, whose name must not be on answers of the first one.",
	"Log in as the same person, or quit and run `signoff login`.",
);
