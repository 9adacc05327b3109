import { defaultBaseUrl } from "@signoff/sdk";
import {
	InvalidProxy,
	proxyFetch,
	proxyOf,
} from "../../context/proxy-fetch.ts";
import { causeOf } from "../facts/cause-of.ts";
import {
	bad,
	type Check,
	type CheckResult,
	type Facts,
	good,
} from "../facts/check.ts";
import { fetchErrorOf } from "../facts/fetch-error.ts";
import { loginOf } from "../facts/login-of.ts";
import { type Probe, probeApi } from "../facts/probe.ts";

/** The proxy of the environment. This check sends the request that the later ones look at. */
export const proxy: Check = {
	name: "proxy",
	needs: ["config"],
	async run(facts) {
		try {
			const probe = await probeWith(facts);
			facts.probe = probe;
			return judge(probe);
		} catch (error) {
			if (error instanceof InvalidProxy)
				return bad(
					error.message,
					"Correct the variable, or unset it if you need no proxy.",
				);
			if (error instanceof TypeError)
				return bad(
					error.message.replace("option `baseUrl`", "base URL"),
					"Correct --base-url, SIGNOFF_BASE_URL or `base_url`.",
				);
			throw error;
		}
	},
};

async function probeWith(facts: Facts): Promise<Probe> {
	const { settings = {}, process, now, signal } = facts;
	const { env } = process;
	const { base_url = defaultBaseUrl, company_id } = settings;
	const url = new URL(base_url);
	const used = proxyOf(base_url, env);
	const fetch = await proxyFetch(base_url, env);
	const found = await loginOf(settings, env, fetch);
	const auth = found.kind === "found" ? found.login.auth : null;
	const probe = await probeApi(url, auth, company_id, fetch, now, signal);
	return { ...probe, proxy: used };
}

function judge(probe: Probe): CheckResult {
	const { proxy: used, error } = probe;
	if (used === null) return good("No proxy is set.");
	const name = `The proxy ${used.url.host} (${used.variable})`;
	const cause = causeOf(probe);
	const { host, port, message } = fetchErrorOf(error);
	if (cause === "proxy_refused" && /\b407\b|Authentication/.test(message))
		return bad(
			`${name} asks for a login.`,
			`Put the user and the password into ${used.variable}: http://user:password@${used.url.host}.`,
		);
	if (cause === "proxy_refused")
		return bad(
			`${name} refuses to connect to the API.`,
			"Ask whoever runs the proxy to allow the API's host, or add the host to NO_PROXY.",
		);
	const isProxy = host === used.url.hostname || port === proxyPort(used.url);
	if (isProxy && cause !== null)
		return bad(
			`${name} cannot be reached.`,
			`Check ${used.variable}, or unset it if you need no proxy.`,
		);
	return good(`${name} is used.`);
}

function proxyPort({ port, protocol }: URL): number {
	return Number(port) || (protocol === "https:" ? 443 : 80);
}
