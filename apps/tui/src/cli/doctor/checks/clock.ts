import { bad, type Check, good } from "../facts/check.ts";

const maxSkewMs = 30_000;

/** This machine's clock, against that of the server. */
export const clock: Check = {
	name: "clock",
	needs: ["api"],
	run({ probe }) {
		const date = probe?.response?.headers["date"];
		const server = date === undefined ? Number.NaN : Date.parse(date);
		if (!probe?.response || Number.isNaN(server)) return Promise.resolve(null);
		const { sent_at, received_at } = probe.response;
		// `Date` has whole seconds, so it is up to one second late.
		const skew = (sent_at + received_at) / 2 - server - 500;
		const size = Math.abs(skew);
		return Promise.resolve(
			size <= maxSkewMs
				? good("This machine's clock agrees with the server's.")
				: bad(
						`This machine's clock is ${duration(size)} ${skew > 0 ? "ahead of" : "behind"} the server's.`,
						"Set the clock, or switch on its synchronisation. Tokens seem expired, or valid, at the wrong time until then.",
					),
		);
	},
};

function duration(ms: number): string {
	const minutes = Math.round(ms / 60_000);
	if (minutes < 2) return `${Math.round(ms / 1_000)} s`;
	const hours = Math.round(minutes / 60);
	return minutes < 120 ? `${minutes} min` : `${hours} h`;
}
