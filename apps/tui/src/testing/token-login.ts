import { bearer } from "@signoff/sdk";
import type { ActiveLogin } from "../cli/context/active-login.ts";

/** The login of a token in SIGNOFF_TOKEN. */
export function tokenLogin(token: string): ActiveLogin {
	return {
		auth: bearer(token),
		askWith: null,
		method: "variable",
		saved: null,
		expiresAt: () => Promise.resolve(null),
		secrets: () => Promise.resolve([token]),
	};
}
