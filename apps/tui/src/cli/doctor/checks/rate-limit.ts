import { windowFromHeaders } from "@signoff/core/rate-limit";
import { quotaText } from "../../../model/load-progress.ts";
import { bad, type Check, good } from "../facts/check.ts";

/** What the server's limit leaves. */
export const rateLimit: Check = {
	name: "rate_limit",
	needs: ["token"],
	run({ headers = {}, now }) {
		const window = windowFromHeaders(headers, now());
		if (window === null)
			return Promise.resolve(good("The server shows no limit of requests."));
		const { limit, remaining, resets_in } = window;
		const resets_at = new Date(now() + resets_in).toISOString();
		const text = quotaText({ limit, remaining, resets_at });
		return Promise.resolve(
			remaining > 0
				? good(`Requests: ${text}.`)
				: bad(
						`No request is left: ${text}.`,
						"Wait until then; signoff waits by itself. Other programs with this login use the same limit.",
					),
		);
	},
};
