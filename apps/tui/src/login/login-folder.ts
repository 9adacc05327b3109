import { join } from "node:path";
import { stateFolder } from "../model/state-folder.ts";

/** A login is for one API and one company. */
export type LoginKey = {
	/** The address of the API. Its tokens are sent nowhere else. */
	base_url: string;
	company_id: string;
};

/** Where logins are stored: `$XDG_STATE_HOME/signoff/logins`, else `~/.local/state/signoff/logins`. */
export function loginFolder(env: Partial<Record<string, string>>): string {
	return join(stateFolder(env), "logins");
}

/** The name of a login, such as `4201@api.procore.com`. It is a file name on every system. */
export function loginName({ base_url, company_id }: LoginKey): string {
	return `${encodeURIComponent(company_id)}@${serverName(base_url)}`;
}

/** The company of a login's name; `null` if it is a login for another API. */
export function companyOfName(name: string, base_url: string): string | null {
	const end = `@${serverName(base_url)}`;
	if (!name.endsWith(end)) return null;
	try {
		return decodeURIComponent(name.slice(0, -end.length));
	} catch {
		// No login has such a name.
		return null;
	}
}

/** The address without `https://`. `@` is encoded, so that the name has only one. */
function serverName(base_url: string): string {
	const { href } = new URL(base_url);
	return encodeURIComponent(
		href.replace(/^https:\/\//, "").replace(/\/+$/, ""),
	);
}
