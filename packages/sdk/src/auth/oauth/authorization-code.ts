import { endpointUrl } from "../../http/base-url.ts";
import { checkOptions } from "../../options/check-options.ts";
import { functionRule } from "../../options/rules.ts";
import type { Auth, RefreshResult } from "../auth.ts";
import {
	type AppOptions,
	appRules,
	isNonEmptyString,
	resolveApp,
} from "./app-options.ts";
import { logInAgain } from "./failure-reasons.ts";
import { refreshRequest } from "./grant-flow.ts";
import { createTokenManager } from "./token-manager.ts";

/** A person who logs in with a browser, and pastes the code. */
export type AuthorizationCodeOptions = AppOptions & {
	/**
	 * Shows a person the address to log in at, and resolves with the code that they are shown there. Called once if the
	 * store has no token that works, and by `login`. If it rejects, the login has failed.
	 */
	promptForCode: (url: string) => Promise<string>;
	/** One of the app's redirect URIs. @default "urn:ietf:wg:oauth:2.0:oob": the code is shown, to be pasted */
	redirectUri?: string | undefined;
};

/** Tokens of a person who can be prompted to log in. */
export type InteractiveAuth = Auth & {
	/**
	 * Prompts for a code now, even if stored tokens work. Called before other calls, it keeps the time that a person takes
	 * out of their deadlines. Never rejects.
	 */
	login(): Promise<RefreshResult>;
};

const outOfBand = "urn:ietf:wg:oauth:2.0:oob";

/**
 * The tokens of a person who logs in at a terminal, with the id and secret of their own app (contract §3).
 *
 * @throws {TypeError} if an option is unknown or invalid
 */
export function authorizationCode(
	options: AuthorizationCodeOptions,
): InteractiveAuth {
	checkOptions(options, {
		...appRules,
		promptForCode: functionRule,
		redirectUri: ["a string that is not empty", isNonEmptyString],
	});
	const app = resolveApp(options, ["promptForCode"]);
	const { promptForCode, redirectUri: redirect_uri = outOfBand } = options;
	const url = endpointUrl(app.authBase, "/oauth/authorize");
	url.search = String(
		new URLSearchParams({
			response_type: "code",
			client_id: app.clientId,
			redirect_uri,
		}),
	);
	// `login_forced`: ignores stored tokens. `prompted`: no further prompt until `login` is called.
	let state: "initial" | "login_forced" | "prompted" = "initial";
	let code: string | null = null;

	async function promptOnce(): Promise<void> {
		state = "prompted";
		try {
			code = (await promptForCode(url.href)).trim();
		} catch {
			// The reason does not matter: without a code the login has failed.
			code = null;
		}
	}

	const { auth, whenIdle, refreshNow } = createTokenManager(app, {
		usedUpReason: logInAgain,
		seedRefreshToken: null,
		accepts: () => state !== "login_forced" && code === null,
		async nextRequest(stored) {
			const refresh =
				state === "login_forced" || code ? null : refreshRequest(stored);
			if (refresh !== null) return refresh;
			if (state !== "prompted") await promptOnce();
			if (!code) return null;
			return { grant_type: "authorization_code", code, redirect_uri };
		},
		consumed() {
			state = "prompted";
			code = null;
		},
	});

	return {
		...auth,
		async login() {
			await whenIdle();
			state = "login_forced";
			return refreshNow("");
		},
	};
}
