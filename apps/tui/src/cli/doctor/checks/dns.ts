import { causeOf } from "../facts/cause-of.ts";
import { bad, type Check, good } from "../facts/check.ts";

/** Whether the host of the API has an address. */
export const dns: Check = {
	name: "dns",
	needs: ["proxy"],
	run({ probe }) {
		if (probe === undefined) return Promise.resolve(null);
		const { hostname } = probe.url;
		if (causeOf(probe) === "host_not_found")
			return Promise.resolve(
				bad(
					`The host ${hostname} cannot be found.`,
					"Check the spelling of the base URL (--base-url, SIGNOFF_BASE_URL, `base_url`), and your network.",
				),
			);
		return Promise.resolve(
			good(
				probe.proxy === null
					? `The host ${hostname} has an address.`
					: `The proxy looks up the host ${hostname}.`,
			),
		);
	},
};
