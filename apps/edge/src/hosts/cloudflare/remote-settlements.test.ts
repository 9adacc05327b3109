import { outcomes } from "@signoff/core/outcome";
import { expect, test } from "vitest";
import { UpstreamFault } from "../../faults/upstream-fault.ts";
import type { LogEntry } from "../../observability/log.ts";
import type { SettlementRequest } from "../../settlements/submission-request.ts";
import { remoteSettlements } from "./remote-settlements.ts";

const now = Date.parse("2026-05-01T10:00:00Z");

const request: SettlementRequest = {
	...{ id: "settlement-1", principal: "key a1", waitMs: 1_000, isAsync: false },
	credential: { kind: "service" },
	submission: {
		...{ company_id: "4201", id: "9101" },
		response: {
			current_step_occurrence_id: "1",
			selected_response_option_id: "2000",
		},
	},
	instance: null,
};

/** Submits to an object that replies with these in turn; the last one again and again. */
async function submitTo(...replies: (Error | object)[]) {
	const log: LogEntry[] = [];
	let calls = 0;
	const settlements = remoteSettlements(
		{
			getByName: () => ({
				async fetch() {
					const reply = replies[Math.min(calls, replies.length - 1)];
					calls += 1;
					if (reply instanceof Error) throw reply;
					return Response.json(reply);
				},
			}),
		},
		(entry) => log.push(entry),
		() => now,
	);
	const result = await settlements
		.submit(request)
		.catch((error: unknown) => error);
	return { result, calls, log: log.map(({ error }) => error) };
}

const recorded = {
	kind: "outcome",
	outcome: outcomes.onRecord("recorded"),
};
const error = (marks: object): Error =>
	Object.assign(new Error("The object was reset."), marks);

test("a call that did not reach the object is made again", async () => {
	const { result, log } = await submitTo(error({ retryable: true }), recorded);
	expect([result, log]).toMatchObject([recorded, []]);
});

test.each([
	["retryable", { retryable: true }, 2, "uncertain"],
	["no mark", {}, 1, "uncertain"],
	["overloaded", { retryable: true, overloaded: true }, 1, "deferred"],
])(
	"an object that cannot be reached (%s) is logged, and %s",
	async (_, marks, calls, kind) => {
		const reply = await submitTo(error(marks));
		expect(reply).toMatchObject({
			result: { kind: "outcome", outcome: { kind } },
			...{ calls, log: ["Error"] },
		});
	},
);

test("a fault of the object's storage is one of the upstream", async () => {
	const outcome = outcomes.deferred("unavailable", now);
	const { result } = await submitTo({
		kind: "fault",
		fault: "disk_full",
		outcome,
	});
	expect(result).toBeInstanceOf(UpstreamFault);
	expect(result).toMatchObject({ fault: "disk_full", outcome });
});
