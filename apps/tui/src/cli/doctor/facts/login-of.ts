import type { Fetch } from "@signoff/sdk";
import { findLogin, type LoginSearch } from "../../context/active-login.ts";
import type { Settings } from "../../context/settings.ts";

const unreadable: LoginSearch = {
	kind: "missing",
	problem: "The stored logins cannot be read.",
	message: "The stored logins cannot be read.",
};

/** The login of the settings; a state directory that cannot be read has none. */
export function loginOf(
	settings: Settings,
	env: Partial<Record<string, string>>,
	fetch: Fetch | undefined,
): Promise<LoginSearch> {
	return findLogin(settings, env, fetch).catch(() => unreadable);
}
