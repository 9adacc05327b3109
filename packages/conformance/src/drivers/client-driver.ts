import type { Outcome } from "@signoff/core";
import { namedDraft } from "../behaviours/option-forms.ts";
import type { Behaviour, Driver, NamedDraft } from "../behaviours/types.ts";
import type { FaultServerControl } from "../fault-server/control-client.ts";

// No server listens on this port: the system assigns low ports neither to other servers nor to clients.
const unreachableUrl = "http://127.0.0.1:2";

/** A submission that a client has to send, and the server to send it to. */
export type ClientCall = {
	/** The origin of the contract's paths. */
	base_url: string;
	token: string;
	/** As a user wrote it: it may be malformed. */
	submission: unknown;
	/** The same response with the option's name: the client resolves it first. `null`: the submission is sent. */
	draft: NamedDraft | null;
	deadline_ms: number;
};

/** What a client reports. */
export type ClientResult = {
	outcome: Outcome;
	/** If the client speaks HTTP itself. */
	status?: number;
	/** If the client is a process. */
	exit_code?: number;
};

/** Driver of a surface that settles: runs each behaviour against a fault server and compares requests and record. */
export function clientDriver(
	server: FaultServerControl,
	respond: (call: ClientCall) => Promise<ClientResult>,
	traits: Omit<Driver, "role" | "observe"> = {},
): Driver {
	return {
		role: "client",
		...traits,
		async observe(behaviour, form) {
			const { plan, before, faults, interleavings, submission, policy } =
				behaviour;
			const world = await server.addWorld({
				plan,
				before,
				faults,
				interleavings,
			});
			const result = await respond({
				base_url: behaviour.unreachable ? unreachableUrl : world.base_url,
				token: tokenFor(behaviour, world),
				submission,
				draft: form === "name" ? namedDraft(behaviour) : null,
				deadline_ms: policy.deadlineMs,
			});
			const { current_step, responses } = await server.settled(world);
			const receivedRequests = await server.receivedRequests(world);
			return {
				outcome: result.outcome,
				status: result.status ?? null,
				exit_code: result.exit_code ?? null,
				requests: receivedRequests.map(({ call }) => call),
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
