import { causeOf } from "../facts/cause-of.ts";
import { bad, type Check, good } from "../facts/check.ts";

/** Why a connection does not stand, by the cause of the failed request. */
const problems: Partial<Record<string, string>> = {
	connection_refused: "refuses the connection: nothing listens there",
	network_unreachable: "cannot be reached from this network",
	timeout: "did not answer in time",
	connection_lost: "closed the connection",
	invalid_address: "does not speak https on this port",
};

/** Whether the host accepts a connection. */
export const connection: Check = {
	name: "connection",
	needs: ["dns"],
	run({ probe }) {
		if (probe === undefined) return Promise.resolve(null);
		const { host } = probe.url;
		const problem =
			probe.response === null ? problems[causeOf(probe) ?? ""] : undefined;
		return Promise.resolve(
			problem === undefined
				? good(`${host} accepts connections.`)
				: bad(
						`${host} ${problem}.`,
						"Check the base URL and the network; a company's network may need HTTPS_PROXY.",
					),
		);
	},
};
