import type { Problem } from "@signoff/core";
import * as z from "zod/mini";
import { problemSchema } from "../http/schemas/problem.ts";
import {
	type HistoryView,
	historyViewSchema,
} from "../upstreams/views/history.ts";
import {
	type InstanceView,
	instanceViewSchema,
} from "../upstreams/views/instance.ts";

/** What a call came back with. */
export type Reply = { status: number; headers: Headers; text: string };

/** How a call differs from Ada's, to company 4201, in JSON. A header set to `null` is not sent. */
export type RequestOptions = {
	method?: string;
	token?: string | null;
	headers?: Record<string, string | null>;
	/** Sent as JSON, unless it is text or bytes. */
	body?: unknown;
};

/** Calls over HTTP, with nothing of ours on the client's side. */
export async function sendRequest(
	url: string,
	options: RequestOptions = {},
): Promise<Reply> {
	const { token = "ada-token", body } = options;
	const usual: Record<string, string | null> = {
		Authorization: token === null ? null : `Bearer ${token}`,
		"Procore-Company-Id": "4201",
		"Content-Type": body === undefined ? null : "application/json",
		...options.headers,
	};
	const headers = Object.entries(usual).flatMap(
		([name, value]): [string, string][] =>
			value === null ? [] : [[name, value]],
	);
	const sent =
		body === undefined || typeof body === "string" || body instanceof Uint8Array
			? body
			: JSON.stringify(body);
	const response = await fetch(url, {
		method: options.method ?? (body === undefined ? "GET" : "POST"),
		headers,
		...(sent === undefined
			? {}
			: { body: typeof sent === "string" ? sent : Buffer.from(sent) }),
		redirect: "manual",
	});
	return {
		status: response.status,
		headers: response.headers,
		text: await response.text(),
	};
}

/** The body of a response: step and option, with whatever else is given. */
export function wireBody(
	step: string,
	option: string,
	more: { comment?: string | null; attachments?: unknown } = {},
): unknown {
	return {
		response: {
			current_step_occurrence_id: step,
			selected_response_option_id: option,
			attachments: {},
			...more,
		},
	};
}

const envelope = z.object({ data: z.unknown() });

/** `data` of a v2 answer, in the shape that is promised. */
export function parseData<T>(answer: Reply, schema: z.ZodMiniType<T>): T {
	return z.parse(schema, z.parse(envelope, JSON.parse(answer.text)).data);
}

/** The error body of an answer, in the shape that is promised. */
export function parseProblem(answer: Reply): Problem {
	return z.parse(problemSchema, JSON.parse(answer.text));
}

/** Reads an instance at a level's prefix. */
export async function readInstance(
	base: string,
	id: string,
	token = "ada-token",
): Promise<InstanceView> {
	return parseData(
		await sendRequest(`${base}/instances/${id}`, { token }),
		instanceViewSchema,
	);
}

/** Reads an instance's history. */
export async function readHistory(
	base: string,
	id: string,
): Promise<HistoryView> {
	return parseData(
		await sendRequest(`${base}/instances/${id}/history`),
		historyViewSchema,
	);
}

/** The id of the step that is current. Throws where the instance has ended. */
export async function currentStep(base: string, id: string): Promise<string> {
	const step = (await readInstance(base, id)).current_step_occurrence;
	if (step === null) throw new Error("The instance has ended.");
	return step.id;
}
