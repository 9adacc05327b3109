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

/** An HTTP response, with its body as text. */
export type Reply = { status: number; headers: Headers; text: string };

/** Differences from a request of Ada to company 4201 in JSON. A header that is `null` is not sent. */
export type RequestOptions = {
	method?: string;
	token?: string | null;
	headers?: Record<string, string | null>;
	/** Serialized as JSON, unless it is a string or bytes. */
	body?: unknown;
};

/** Sends a request without the sdk, with plain `fetch` by default. */
export async function sendRequest(
	url: string,
	options: RequestOptions = {},
	send: typeof fetch = fetch,
): Promise<Reply> {
	const { token = "ada-token", body } = options;
	const defaults: Record<string, string | null> = {
		Authorization: token === null ? null : `Bearer ${token}`,
		"Procore-Company-Id": "4201",
		"Content-Type": body === undefined ? null : "application/json",
		...options.headers,
	};
	const headers = Object.entries(defaults).flatMap(
		([name, value]): [string, string][] =>
			value === null ? [] : [[name, value]],
	);
	const payload =
		body === undefined || typeof body === "string" || body instanceof Uint8Array
			? body
			: JSON.stringify(body);
	const response = await send(url, {
		method: options.method ?? (body === undefined ? "GET" : "POST"),
		headers,
		...(payload === undefined
			? {}
			: { body: typeof payload === "string" ? payload : Buffer.from(payload) }),
		redirect: "manual",
	});
	return {
		status: response.status,
		headers: response.headers,
		text: await response.text(),
	};
}

/** The body of a submission. */
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

/** Parses `data` of a v2 reply. Throws if it does not match the schema. */
export function parseData<T>(reply: Reply, schema: z.ZodMiniType<T>): T {
	return z.parse(schema, z.parse(envelope, JSON.parse(reply.text)).data);
}

/** Parses the error body of a reply. Throws if it does not match the schema. */
export function parseProblem(reply: Reply): Problem {
	return z.parse(problemSchema, JSON.parse(reply.text));
}

/** Reads an instance at the level of a prefix. */
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

/** The id of the current step. Throws if the instance has ended. */
export async function currentStep(base: string, id: string): Promise<string> {
	const step = (await readInstance(base, id)).current_step_occurrence;
	if (step === null) throw new Error("The instance has ended.");
	return step.id;
}
