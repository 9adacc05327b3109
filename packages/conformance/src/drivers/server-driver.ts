import {
	type HistoryStep,
	type HttpResponseData,
	historySchema,
	instanceSchema,
	outcomeFromHttp,
	paths,
	type Scope,
	validate,
} from "@signoff/core";
import { historyStepSchema, unwrapData } from "@signoff/core/contract";
import type {
	Behaviour,
	Driver,
	Observed,
	RecordedResponse,
	ServerRecord,
} from "../behaviours/types.ts";
import type { ActorEvent } from "../simulation/actor-events.ts";
import type { WorldPlan } from "../simulation/world.ts";
import { type CompanyFixture, fixtureOf, tokenOf } from "./company-fixture.ts";
import { responsesUrl, sendRequest } from "./plain-http.ts";

/** A server that was started from a fixture. */
export type StartedServer = {
	url: string;
	/** Resolves once the server has stopped. */
	stop(): Promise<void>;
};

/** Options of {@link serverDriver}. */
export type ServerDriverOptions = {
	/**
	 * Whether the server sends only what the contract documents. Its 204 does not say whether the response is new, so
	 * replies are compared by status, not by outcome. @default false
	 */
	statusOnly?: boolean | undefined;
};

/**
 * Driver of a surface that is itself the system of record. Each behaviour runs over plain HTTP, without our client
 * code, on a server that `start` fills with the behaviour's company.
 */
export function serverDriver(
	start: (fixture: CompanyFixture) => Promise<StartedServer>,
	{ statusOnly = false }: ServerDriverOptions = {},
): Driver {
	return {
		role: "server",
		async observe(behaviour) {
			const server = await start(fixtureOf(behaviour.plan));
			try {
				const observed = await observeServer(
					{ url: server.url, tokenOf },
					behaviour,
				);
				return statusOnly ? { ...observed, outcome: null } : observed;
			} finally {
				await server.stop();
			}
		},
	};
}

/** A running server, and the tokens of its people. */
export type ServerUnderTest = {
	url: string;
	tokenOf(personId: string): string;
};

/** Runs a behaviour on a running server that holds the behaviour's instance at its first step. */
export async function observeServer(
	server: ServerUnderTest,
	behaviour: Behaviour,
): Promise<Observed> {
	const { plan, before } = behaviour;
	for (const event of before) await performEvent(server, plan, event);
	const reply = await submit(server, behaviour);
	const record = await readRecord(server, plan);
	const { status } = reply;
	return {
		outcome: outcomeFromHttp(reply),
		status,
		exit_code: null,
		requests: null,
		record,
	};
}

type SentSubmission = Scope & { id: string; response: Record<string, unknown> };

async function submit(
	server: ServerUnderTest,
	{ submission, as, plan }: Behaviour,
): Promise<HttpResponseData> {
	const { response, ...at } = submission as SentSubmission;
	const step = await serverStepId(
		server,
		plan,
		response["current_step_occurrence_id"],
	);
	const body = {
		response: {
			attachments: {},
			...response,
			current_step_occurrence_id: step,
		},
	};
	const token =
		as === "me" ? server.tokenOf(plan.people[0]?.id ?? "") : "unknown-token";
	return sendRequest(responsesUrl(server.url, at), token, at.company_id, body);
}

/** The server's id of a step. Behaviours number an instance's step occurrences from 1; a server chooses its own ids. */
async function serverStepId(
	server: ServerUnderTest,
	plan: WorldPlan,
	step: unknown,
): Promise<unknown> {
	const steps = await readSteps(server, plan);
	return typeof step === "string"
		? (steps[Number(step) - 1]?.id ?? step)
		: step;
}

async function performEvent(
	server: ServerUnderTest,
	plan: WorldPlan,
	event: ActorEvent,
): Promise<void> {
	if (event.kind !== "responds")
		throw new TypeError("Over plain HTTP, people can only respond.");
	const steps = await readSteps(server, plan);
	const step = { current_step_occurrence_id: steps.at(-1)?.id };
	const option = plan.steps[0]?.options[event.option]?.id;
	const body = {
		response: {
			...step,
			selected_response_option_id: option,
			comment: event.comment,
			attachments: {},
		},
	};
	const { status } = await sendRequest(
		responsesUrl(server.url, instanceRef(plan)),
		server.tokenOf(event.person_id),
		plan.company_id,
		body,
	);
	if (status !== 204)
		throw new Error(`An earlier response was refused with ${status}.`);
}

async function readRecord(
	server: ServerUnderTest,
	plan: WorldPlan,
): Promise<ServerRecord> {
	const { company_id, instance_id } = plan;
	const reply = await sendRequest(
		server.url + paths.instance(instanceRef(plan), instance_id),
		server.tokenOf("109"),
		company_id,
	);
	const instance = validate(instanceSchema, unwrapData(reply.data));
	if (instance.kind === "invalid")
		throw new Error(`The instance cannot be read: ${reply.status}.`);
	const steps = await readSteps(server, plan);
	const current = steps.findIndex(
		({ id }) => id === instance.value.current_step_occurrence?.id,
	);
	return {
		current_step: current === -1 ? null : String(current + 1),
		responses: steps.flatMap((step, index) =>
			responsesOnStep(plan, step, index),
		),
	};
}

function responsesOnStep(
	plan: WorldPlan,
	step: HistoryStep,
	index: number,
): RecordedResponse[] {
	const options = plan.steps[0]?.options ?? [];
	return step.responses.flatMap((row) =>
		row.responded_at === null
			? []
			: [
					{
						step: String(index + 1),
						person_id: row.id ?? "",
						option_id:
							options.find(({ name }) => name === row.response)?.id ?? "",
						comment: row.comment === "" ? null : row.comment,
					},
				],
	);
}

async function readSteps(
	server: ServerUnderTest,
	plan: WorldPlan,
): Promise<HistoryStep[]> {
	const reply = await sendRequest(
		server.url + paths.history(instanceRef(plan), plan.instance_id),
		server.tokenOf("109"),
		plan.company_id,
	);
	const history = validate(historySchema, unwrapData(reply.data));
	if (history.kind === "invalid")
		throw new Error(`The history cannot be read: ${reply.status}.`);
	return history.value.history.flatMap(({ type, details }) => {
		const step =
			type === "ResponseStep" ? validate(historyStepSchema, details) : null;
		return step?.kind === "parsed" ? [step.value] : [];
	});
}

function instanceRef({
	company_id,
	project_id,
	instance_id,
}: WorldPlan): Scope & { id: string } {
	return { company_id, project_id, id: instance_id };
}
