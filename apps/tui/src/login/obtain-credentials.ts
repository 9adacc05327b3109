import {
	type AppOptions,
	authorizationCode,
	clientCredentials,
	type InteractiveAuth,
	type RefreshResult,
	type TokenStore,
	type Tokens,
} from "@signoff/sdk";
import { answerTo } from "./ask.ts";
import { appHint, askForApp, type ClientApp } from "./client-app.ts";
import type { CredentialOptions, Credentials } from "./credentials.ts";
import type { Dialogue } from "./dialogue.ts";
import {
	badAnswer,
	type LoginFailure,
	type LoginStep,
	noTokens,
} from "./login-failure.ts";
import type { LoginMethod } from "./login-methods.ts";
import { pastedToken } from "./pasted-token.ts";

/** Obtains tokens with one method, by questions. A person at a terminal may correct a wrong answer twice. */
export async function obtainCredentials(
	method: LoginMethod,
	options: CredentialOptions,
): Promise<LoginStep<Credentials>> {
	if (method === "token") return pastedToken(options);
	const { login_url, dialogue, env } = options;
	if (login_url === null) return unknownLoginServer;
	if (!env["SIGNOFF_CLIENT_ID"]) dialogue.show(appHint[method]);
	let app = await askForApp(options);
	for (let attempt = 1; ; attempt++) {
		if (app.kind === "failed") return app;
		const obtained = await requestTokens(
			method,
			{ ...options, login_url },
			app.value,
		);
		if (
			obtained.kind === "ok" ||
			attempt === 3 ||
			!canCorrect(obtained, options)
		)
			return obtained;
		dialogue.show([obtained.message, "Try again, or press Ctrl-C to stop."]);
		if (codeOf(obtained) === "check_client") app = await askForApp(options);
	}
}

/** Whether another answer of the person may help. */
function canCorrect(
	failure: LoginFailure,
	{ dialogue, env }: CredentialOptions,
): boolean {
	if (!dialogue.isTerminal || dialogue.isEnded()) return false;
	const isGiven = env["SIGNOFF_CLIENT_ID"] && env["SIGNOFF_CLIENT_SECRET"];
	const code = codeOf(failure);
	return code === "log_in_again" || (code === "check_client" && !isGiven);
}

function codeOf({ outcome }: LoginFailure): string | null {
	return outcome.kind === "unauthenticated"
		? (outcome.reason?.code ?? null)
		: null;
}

const unknownLoginServer: LoginFailure = badAnswer(
	"The login server of this base URL is not known.",
	"Name it in SIGNOFF_LOGIN_URL, or give `--environment` in place of the base URL.",
);

async function requestTokens(
	method: "code" | "service",
	{
		dialogue,
		login_url,
		fetch,
		now,
	}: CredentialOptions & { login_url: string },
	client: ClientApp,
): Promise<LoginStep<Credentials>> {
	const kept: { tokens: Tokens | null } = { tokens: null };
	const app = { ...client, authUrl: login_url, fetch, store: capture(kept) };
	const result =
		method === "code"
			? await logInByCode(app, dialogue)
			: await clientCredentials(app).refresh("");
	if (typeof result === "object" && "outcome" in result) return result;
	if (result !== "refreshed") return noTokens(result, login_url, now());
	const { tokens } = kept;
	if (tokens === null || tokens.access_token === null)
		return noTokens("failed", login_url, now());
	return {
		kind: "ok",
		value: {
			tokens: { ...tokens, access_token: tokens.access_token },
			client_id: client.clientId,
			client_secret: client.clientSecret,
		},
	};
}

/** Shows the address, and asks for the code. Returns the failure if there is none. */
async function logInByCode(
	app: AppOptions,
	dialogue: Dialogue,
): Promise<RefreshResult | LoginFailure> {
	const missing: { failure: LoginFailure | null } = { failure: null };
	const auth: InteractiveAuth = authorizationCode({
		...app,
		async promptForCode(url) {
			dialogue.show([
				"",
				"Open this address in a browser, on any machine, and log in:",
				"",
				url,
				"",
			]);
			const code = await answerTo(
				{
					text: "Code:",
					secret: true,
					next: "Open the address, log in, and paste the code that is shown.",
				},
				dialogue,
			);
			if (code.kind === "ok") return code.value;
			missing.failure = code;
			throw new Error("There is no code.");
		},
	});
	const result = await auth.login();
	return missing.failure ?? result;
}

/** A store for the tokens of a login that is not complete: it is saved once its company is known. */
function capture(kept: { tokens: Tokens | null }): TokenStore {
	return {
		load: async () => kept.tokens,
		save: async (tokens) => {
			kept.tokens = tokens;
		},
		lock: (work) => work(),
	};
}
