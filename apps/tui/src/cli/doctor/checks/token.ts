import { defaultBaseUrl } from "@signoff/sdk";
import type { ActiveLogin } from "../../context/active-login.ts";
import { proxyFetch } from "../../context/proxy-fetch.ts";
import { bad, type Check, type Facts, good } from "../facts/check.ts";
import { loginOf } from "../facts/login-of.ts";

const logIn = "Run `signoff login`.";

/** Whether the token is accepted, and until when. */
export const token: Check = {
	name: "token",
	needs: ["api"],
	async run(facts) {
		const { probe, settings = {}, process, now } = facts;
		const { base_url = defaultBaseUrl } = settings;
		const fetch = await proxyFetch(base_url, process.env);
		const found = await loginOf(settings, process.env, fetch);
		if (found.kind === "missing")
			return bad(found.problem, "Run `signoff login`, or set SIGNOFF_TOKEN.");
		if (found.kind === "invalid")
			return bad(found.message, "Correct SIGNOFF_TOKEN or --company-id.");
		const { login, company_id } = found;
		facts.login = login;
		facts.settings = { ...settings, company_id };
		const expires_at = await login.expiresAt();
		const failure = probe?.failure ?? null;
		if (failure?.outcome.kind !== "unauthenticated") {
			if (probe?.response) facts.headers = probe.response.headers;
			return good(
				`The server accepts ${source(login)}${until(expires_at, facts)}.`,
			);
		}
		if (expires_at !== null && expires_at <= now())
			return bad(
				`${capitalized(source(login))} expired at ${timeOf(expires_at)}.`,
				logIn,
			);
		const { reason } = failure.outcome;
		return bad(
			`The server refuses ${source(login)}${reason === null ? "" : `: ${reason.message}`}`.replace(
				/([^.])$/,
				"$1.",
			),
			login.method === "variable"
				? "Replace SIGNOFF_TOKEN, or unset it and run `signoff login`."
				: login.method === "config"
					? "Replace `token` in the config file, or remove it and run `signoff login`."
					: logIn,
		);
	},
};

function source({ method }: ActiveLogin): string {
	switch (method) {
		case "variable":
			return "the token of SIGNOFF_TOKEN";
		case "config":
			return "the token of the config file";
		default:
			return "the token of your login";
	}
}

function until(expires_at: number | null, { login, now }: Facts): string {
	if (expires_at === null) return "; when it expires is not known";
	if (expires_at <= now()) return "";
	const isRenewed = login?.method === "code" || login?.method === "service";
	return `, until ${timeOf(expires_at)}${isRenewed ? "; it is renewed by itself" : ""}`;
}

function timeOf(at: number): string {
	return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
