import { addressOf } from "../../http/base-url.ts";
import { checkOptions } from "../../options/check-options.ts";
import type { Auth, RefreshResult } from "../auth.ts";
import { type AppOptions, appRules, isText, readApp } from "./app-options.ts";
import * as reasons from "./failure-reasons.ts";
import { refreshOf } from "./grant-flow.ts";
import { createKeeper } from "./token-manager.ts";

/** A person who logs in with a browser, and hands the code over. */
export type AuthorizationCodeOptions = AppOptions & {
	/**
	 * Shows a person the address to log in at, and gives the code that they get there. Called once where the store has
	 * nothing that works, and by `logIn`; where it rejects, nobody is logged in.
	 */
	promptForCode: (url: string) => Promise<string>;
	/** One of the app's own. @default "urn:ietf:wg:oauth:2.0:oob": the code is shown, to be pasted */
	redirectUri?: string | undefined;
};

/** Tokens of a person who can be asked to log in. */
export type InteractiveAuth = Auth & {
	/**
	 * Asks for a code now, whatever is stored. A person takes their time: called first, it keeps that out of the
	 * deadlines of calls. Never rejects.
	 */
	login(): Promise<RefreshResult>;
};

const outOfBand = "urn:ietf:wg:oauth:2.0:oob";

/**
 * The tokens of a person who logs in at a terminal, with the id and secret of an app of their own (contract §3).
 *
 * @throws {TypeError} where an option is unknown or not what it should be
 */
export function authorizationCode(
	options: AuthorizationCodeOptions,
): InteractiveAuth {
	checkOptions(options, {
		...appRules,
		promptForCode: ["a function", (value) => typeof value === "function"],
		redirectUri: ["a string that is not empty", isText],
	});
	const app = readApp(options, ["promptForCode"]);
	const { promptForCode, redirectUri: redirect_uri = outOfBand } = options;
	const url = addressOf(app.authBase, "/oauth/authorize");
	url.search = String(
		new URLSearchParams({
			response_type: "code",
			client_id: app.clientId,
			redirect_uri,
		}),
	);
	// `forced`: whatever is stored does not count. `asked`: nobody is asked again until `logIn` is called.
	let state: "new" | "forced" | "asked" = "new";
	let code: string | null = null;

	async function askOnce(): Promise<void> {
		state = "asked";
		try {
			code = (await promptForCode(url.href)).trim();
		} catch {
			// Nobody logs in: that is all there is to know.
			code = null;
		}
	}

	const { auth, idle, renewed } = createKeeper(app, {
		spent: reasons.login,
		origin: null,
		takes: () => state !== "forced" && code === null,
		async next(stored) {
			const refresh = state === "forced" || code ? null : refreshOf(stored);
			if (refresh !== null) return refresh;
			if (state !== "asked") await askOnce();
			if (!code) return null;
			return { grant_type: "authorization_code", code, redirect_uri };
		},
		used() {
			state = "asked";
			code = null;
		},
	});

	return {
		...auth,
		async login() {
			await idle();
			state = "forced";
			return renewed("");
		},
	};
}
