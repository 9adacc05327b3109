import { stat } from "node:fs/promises";
import { defaultBaseUrl } from "@signoff/sdk";
import { openLoginStore } from "../../../login/login-store.ts";
import {
	configPath,
	othersCanRead,
	readConfig,
} from "../../context/config-file.ts";
import { readSettings } from "../../context/settings.ts";
import { bad, type Check, good } from "../facts/check.ts";

/** The config file, and whether anything is set up at all. */
export const config: Check = {
	name: "config",
	needs: [],
	async run(facts) {
		const { env } = facts.process;
		const path = configPath(env);
		const wasOpen = await othersCanRead(path);
		const file = await readConfig(path);
		if (file.kind === "invalid")
			return bad(
				file.issues.map(({ message }) => message).join(" "),
				"Correct the file. `signoff config schema` prints what it may hold.",
			);
		facts.file = file.value;
		facts.settings = readSettings(facts.flags, env, file.value);
		const exists = await stat(path).then(
			() => true,
			() => false,
		);
		const { base_url = defaultBaseUrl, token } = facts.settings;
		if (!URL.canParse(base_url))
			return bad(
				"The base URL is not an absolute URL.",
				"Correct --base-url, SIGNOFF_BASE_URL or `base_url`.",
			);
		// A state directory that cannot be read is another check's matter.
		const logins = await openLoginStore(env)
			.companies(base_url)
			.catch(() => []);
		if (!exists && token === undefined && logins.length === 0)
			return bad(
				`Nothing is set up: there is no config file (${path}), no login, and no SIGNOFF_TOKEN.`,
				"Run `signoff login`.",
			);
		if (wasOpen && file.value.token !== undefined)
			return bad(
				`Other users could read the config file ${path}, which has a token. Their access was removed now.`,
				"Use `signoff login` instead of the token, and revoke the token.",
			);
		return good(
			exists
				? `The config file ${path} is valid.`
				: `There is no config file, and none is needed: ${path} would be it.`,
		);
	},
};
