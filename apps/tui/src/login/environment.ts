import {
	clientCredentials,
	type Environment,
	environments,
} from "@signoff/sdk";
import { environmentNames } from "./login-methods.ts";

/** The environment whose API has this address; `null` for another API. */
export function environmentOf(base_url: string): Environment | null {
	const href = URL.parse(base_url)?.href;
	const isIts = (name: Environment): boolean =>
		new URL(environments[name].baseUrl).href === href;
	return environmentNames.find(isIts) ?? null;
}

/** The login server of an API: that of `SIGNOFF_LOGIN_URL`, else of the environment; `null` if it is not known. */
export function loginUrlOf(
	base_url: string,
	env: Partial<Record<string, string>>,
): string | null {
	const other = env["SIGNOFF_LOGIN_URL"]?.trim();
	if (other) return other;
	const environment = environmentOf(base_url);
	return environment === null ? null : environments[environment].authUrl;
}

/** What is wrong with the address of a login server; `null` if secrets may be sent there. It is not repeated. */
export function loginUrlProblem(login_url: string): string | null {
	try {
		clientCredentials({
			clientId: "id",
			clientSecret: "secret",
			authUrl: login_url,
		});
		return null;
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		return error.message.replace(
			"option `authUrl`",
			"variable SIGNOFF_LOGIN_URL",
		);
	}
}
