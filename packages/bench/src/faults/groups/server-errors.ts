import type { FaultGroup } from "../model/types.ts";
import { apiCalls, everyRequest, failed, submitFaults } from "./faults.ts";

/** Statuses of gateways, and rate limits. */
export const serverErrors: FaultGroup = {
	title: "Server errors and limits",
	rows: [
		{
			id: "500_recorded",
			title: "500 after recording, once",
			kind: "world",
			world: { faults: submitFaults(failed(500, { recorded: true })) },
		},
		{
			id: "500_recorded_always",
			title: "500 after recording, to every POST",
			kind: "world",
			world: {
				faults: everyRequest(["submit"], failed(500, { recorded: true })),
			},
		},
		{
			id: "500_not_recorded",
			title: "500 before recording, once",
			kind: "world",
			world: { faults: submitFaults(failed(500)) },
		},
		{
			id: "503_once",
			title: "503 with `Retry-After: 1`, once",
			kind: "world",
			world: { faults: submitFaults(failed(503, { retry_after: 1 })) },
		},
		{
			id: "503_always",
			title: "503 to every request, without recording",
			kind: "world",
			world: { faults: everyRequest(apiCalls, failed(503)) },
		},
		{
			id: "429_retry_after",
			title: "429 with `Retry-After: 2`, once",
			kind: "world",
			world: { faults: submitFaults(rateLimited(null, 2)) },
		},
		{
			id: "429_reset",
			title: "429 with `X-Rate-Limit-Reset` in 2 s, once",
			kind: "world",
			world: { faults: submitFaults(rateLimited(2, null)) },
		},
	],
};

function rateLimited(reset_in: number | null, retry_after: number | null) {
	return {
		kind: "rate_limited" as const,
		reset_in,
		retry_after,
		dated: true,
	};
}
