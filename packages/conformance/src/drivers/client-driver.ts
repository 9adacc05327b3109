import type { Outcome, OutcomeKind } from "@signoff/core";
import { namedDraft } from "../behaviours/option-forms.ts";
import type {
	Behaviour,
	Driver,
	NamedDraft,
	OptionForm,
	ServerRecord,
} from "../behaviours/types.ts";
import type { FaultServerControl } from "../fault-server/control-client.ts";
import type {
	HostedWorldRecord,
	ReceivedRequest,
	ServedWorld,
} from "../fault-server/types.ts";

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

/** What else a client can do, and what is special about it. */
export type ClientTraits = Omit<Driver, "role" | "observe" | "preview"> & {
	/** Predicts the outcome's kind by reads alone. A draft is resolved first, as for a response. */
	preview?: (call: ClientCall) => Promise<OutcomeKind>;
};

/** Driver of a surface that settles: runs each behaviour against a fault server and compares requests and record. */
export function clientDriver(
	server: FaultServerControl,
	respond: (call: ClientCall) => Promise<ClientResult>,
	{ preview, ...traits }: ClientTraits = {},
): Driver {
	return {
		role: "client",
		...traits,
		async observe(behaviour, form) {
			const run = await runBehaviour(server, behaviour, form, respond);
			const { outcome, status, exit_code } = run.result;
			return {
				outcome,
				status: status ?? null,
				exit_code: exit_code ?? null,
				requests: run.requests.map(({ call }) => call),
				record: recordOf(run.record),
			};
		},
		...(preview && {
			async preview(behaviour, form) {
				const world = await addWorld(server, behaviour);
				return preview(callFor(behaviour, world, form));
			},
		}),
	};
}

/** What a client did when a behaviour ran: its result, the requests received, and what the server then holds. */
export type ClientRun<T> = {
	result: T;
	requests: ReceivedRequest[];
	record: HostedWorldRecord;
};

/** Runs a behaviour in a world that nothing else uses, and reads what the server holds once every request has arrived. */
export async function runBehaviour<T>(
	server: FaultServerControl,
	behaviour: Behaviour,
	form: OptionForm,
	respond: (call: ClientCall) => Promise<T>,
): Promise<ClientRun<T>> {
	const world = await addWorld(server, behaviour);
	const result = await respond(callFor(behaviour, world, form));
	const record = await server.settled(world);
	return { result, requests: await server.receivedRequests(world), record };
}

/** The server's record in the form that behaviours expect. */
export function recordOf({
	current_step,
	responses,
}: Pick<HostedWorldRecord, "current_step" | "responses">): ServerRecord {
	return {
		current_step,
		responses: responses.map(({ origin, ...response }) => response),
	};
}

function addWorld(
	server: FaultServerControl,
	{ plan, before, faults, interleavings }: Behaviour,
): Promise<ServedWorld> {
	return server.addWorld({ plan, before, faults, interleavings });
}

function callFor(
	behaviour: Behaviour,
	world: ServedWorld,
	form: OptionForm,
): ClientCall {
	return {
		base_url: behaviour.unreachable ? unreachableUrl : world.base_url,
		token: behaviour.as === "me" ? world.token : world.unknown_token,
		submission: behaviour.submission,
		draft: form === "name" ? namedDraft(behaviour) : null,
		deadline_ms: behaviour.policy.deadlineMs,
	};
}
