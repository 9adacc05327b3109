import { causeOf } from "../facts/cause-of.ts";
import { bad, type Check, good } from "../facts/check.ts";

/** Whether the server is the API: it answers with JSON. */
export const api: Check = {
	name: "api",
	needs: ["tls"],
	run({ probe }) {
		if (probe === undefined) return Promise.resolve(null);
		const { url, failure, response } = probe;
		const name = url.host;
		if (failure === null || failure.outcome.kind === "unauthenticated")
			return Promise.resolve(good(`${name} is the API.`));
		const { outcome, message } = failure;
		if (causeOf(probe) === "not_the_api")
			return Promise.resolve(
				bad(
					`${name} is not the API. ${"cause" in outcome ? outcome.cause?.message : ""}`.trim(),
					"Check the base URL. A login page of a network (hotel, guest Wi-Fi) answers like this, too.",
				),
			);
		if (outcome.kind === "not_found")
			return Promise.resolve(
				bad(
					`${name} answers, but has no list of companies at ${url.origin}/rest/v1.0/companies: it is not the API.`,
					"Check the base URL.",
				),
			);
		if (outcome.kind === "forbidden")
			return Promise.resolve(good(`${name} is the API.`));
		return Promise.resolve(
			bad(
				`${name} does not answer as the API does: ${message}${response === null ? "" : ` (status ${response.status})`}`,
				"Try again in some minutes. If it stays, check the base URL and the API's status page.",
			),
		);
	},
};
