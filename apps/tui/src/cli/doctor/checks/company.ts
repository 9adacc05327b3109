import { createClient, defaultBaseUrl, safe } from "@signoff/sdk";
import { proxyFetch } from "../../context/proxy-fetch.ts";
import { bad, type Check, type Facts, good } from "../facts/check.ts";
import { deadlineMs, recordingFetch } from "../facts/probe.ts";

/** Whether the company can be reached with its header. */
export const company: Check = {
	name: "company",
	needs: ["token"],
	async run(facts) {
		const { probe, login, settings = {}, process, signal, now } = facts;
		if (login === undefined) return null;
		const { base_url = defaultBaseUrl } = settings;
		const company_id = settings.company_id ?? probe?.company?.id;
		if (company_id === undefined)
			return bad(
				"No company is set.",
				"Give --company-id, set SIGNOFF_COMPANY_ID, or run `signoff login`.",
			);
		const fetch = await proxyFetch(base_url, process.env);
		const recording = recordingFetch(fetch, now);
		const client = createClient({
			baseUrl: base_url,
			auth: login.auth,
			fetch: recording.fetch,
		});
		const tools = await safe(
			client.tools.list({ company_id }, { signal, deadlineMs }),
		);
		const { response } = recording.last();
		if (response !== null)
			facts.headers = { ...facts.headers, ...response.headers };
		if (tools.kind === "failed") {
			const { kind } = tools.outcome;
			return kind === "forbidden" || kind === "not_found"
				? bad(
						`You have no access to company ${company_id}, or this app is not installed in it.`,
						"Check --company-id. Ask an administrator of the company to add you, and to install the app.",
					)
				: bad(
						`The tools of company ${company_id} cannot be read: ${tools.message}`,
						"Try again in some minutes.",
					);
		}
		facts.client = client;
		facts.tools = tools.value;
		facts.company = companyOf(facts, company_id);
		const { id, name } = facts.company;
		return good(
			`The company ${name === null ? id : `${name} (id ${id})`} can be reached.`,
		);
	},
};

function companyOf(
	{ login, probe }: Facts,
	id: string,
): { id: string; name: string | null } {
	const known = [login?.saved?.company, probe?.company].find(
		(each) => each?.id === id,
	);
	return { id, name: known?.name ?? null };
}
