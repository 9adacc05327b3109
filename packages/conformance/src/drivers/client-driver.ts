import type { Outcome } from "@signoff/core";
import type { Behaviour, Driver } from "../behaviours/types.ts";
import type { FaultServerControl } from "../fault-server/control-client.ts";

// Nobody listens there. A port of the low ones: the system gives it to no other server interleavings, nor to a client.
const unreachableUrl = "http://127.0.0.1:2";

/** What a client is to send, and where. */
export type ClientCall = {
	/** The origin that the contract's paths follow. */
	base_url: string;
	token: string;
	/** As a person gave it: it may be malformed. */
	submission: unknown;
	deadline_ms: number;
};

/** What a client told of it. */
export type ClientResult = {
	outcome: Outcome;
	/** Where it speaks HTTP itself. */
	status?: number;
	/** Where it is a process. */
	exit_code?: number;
};

/** A surface that settles: each behaviour is played on a fault server, whose traffic and holdings are then compared. */
export function clientDriver(
	server: FaultServerControl,
	respond: (call: ClientCall) => Promise<ClientResult>,
	traits: Pick<Driver, "reportsConnectionRefused" | "mayResend"> = {},
): Driver {
	return {
		role: "client",
		...traits,
		async observe(behaviour) {
			const { plan, before, faults, interleavings, submission, policy } =
				behaviour;
			const world = await server.addWorld({
				plan,
				before,
				faults,
				interleavings,
			});
			const told = await respond({
				base_url: behaviour.unreachable ? unreachableUrl : world.base_url,
				token: tokenFor(behaviour, world),
				submission,
				deadline_ms: policy.deadlineMs,
			});
			const { current_step, responses } = await server.settled(world);
			const seen = await server.receivedRequests(world);
			return {
				outcome: told.outcome,
				status: told.status ?? null,
				exit_code: told.exit_code ?? null,
				requests: seen.map(({ call }) => call),
				record: {
					current_step,
					responses: responses.map(({ origin, ...response }) => response),
				},
			};
		},
	};
}

function tokenFor(
	{ as }: Behaviour,
	{ token, unknown_token }: { token: string; unknown_token: string },
): string {
	return as === "me" ? token : unknown_token;
}
