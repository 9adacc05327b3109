import fc from "fast-check";
import { wireBody } from "../client.ts";
import { prefixes } from "../company.ts";
import { apiRequests, type FuzzRequest } from "../fuzz/api-requests.ts";
import { serializeRequest } from "../fuzz/mutations.ts";
import { type RawReply, sendRaw } from "../raw/send-raw.ts";
import type { AnsweringEdges } from "./answering-edges.ts";
import { faultyToken, upstreamFaults } from "./unreliable-upstream.ts";

/** A request with its reply. */
export type Answer = { request: FuzzRequest; reply: NonNullable<RawReply> };

/** Options of {@link collectAnswers}. */
export type CollectOptions = {
	edges: AnsweringEdges;
	/** The OpenAPI document of the edges. */
	document: unknown;
	seed: number;
	/** At least this many answers are collected. */
	count: number;
	onAnswer: (answer: Answer) => void;
};

/** As many as there are faults, so that each appears. */
const roundsAtOnce = upstreamFaults.length;
const randomPerRound = 8;

/** Sends random requests and jobs of a person to edges, and reports every answer. */
export async function collectAnswers({
	edges,
	document,
	seed,
	count,
	onAnswer,
}: CollectOptions): Promise<void> {
	let answers = 0;
	const random = apiRequests(document);

	async function send(
		url: URL,
		request: FuzzRequest,
		host = url.host,
	): Promise<NonNullable<RawReply>> {
		const reply = await sendRaw(url, serializeRequest(request, host), {
			signal: AbortSignal.timeout(20_000),
		});
		if (reply === null) throw new Error(`No reply: ${request.target}`);
		answers++;
		onAnswer({ request, reply });
		return reply;
	}

	async function round(number: number): Promise<void> {
		const requests = fc.sample(random, {
			seed: seed + number,
			numRuns: randomPerRound,
		});
		const [fault, on] = upstreamFaults[number % upstreamFaults.length] ?? [
			"drop",
			"submit",
		];
		const faulty = faultyToken("ada", fault, on);
		await Promise.all([
			...requests.map((request) => send(edges.embedded, request)),
			send(edges.embedded, me, "attacker.example"),
			send(edges.failing, me),
			send(edges.readOnly, { ...me, target: "/readyz" }),
			send(edges.readOnly, respondTo("9201", "3", "2000", "")),
			job(edges.embedded, number, "ada-token"),
			job(edges.relay, number, "ada-token"),
			job(edges.relay, number, faulty),
			reads(edges.relay, on === "all" ? faulty : "dan-token"),
		]);
	}

	/** Creates an instance, previews, responds in every way, and reads it. */
	async function job(url: URL, number: number, token: string): Promise<void> {
		const created = await send(url, {
			...post("/instances", { tool_type: "first", item_id: String(number) }),
			...as(token.replace(/^.*\.submit\./, "")),
		});
		const { data } = JSON.parse(created.body);
		const id = data?.id ?? "9201";
		const step = data?.current_step_occurrence.id ?? "3";
		const comment = `Nº ${number} “🏗”`;
		for (const prefer of [
			"wait=1",
			"wait=1, return=representation",
			"respond-async",
		])
			await send(url, {
				...respondTo(id, step, "2000", prefer, comment),
				...as(token, prefer),
			});
		const accepted = await send(url, {
			...respondTo(id, step, "2001", "respond-async", comment),
			...as(token, "respond-async"),
		});
		const location = accepted.headers.get("location");
		if (location !== undefined)
			await send(url, { ...me, target: location, ...as(token) });
		await send(url, {
			...post(`/instances/${id}/responses/preview`, wireBody(step, "2002")),
			...as(token),
		});
		for (const target of [`/instances/${id}`, `/instances/${id}/history`])
			await send(url, {
				...me,
				target: prefixes.project + target,
				...as(token),
			});
	}

	async function reads(url: URL, token: string): Promise<void> {
		for (const target of [
			"/rest/v1.0/me",
			"/rest/v1.0/companies",
			"/rest/v1.0/projects?company_id=4201",
			`${prefixes.company}/tools`,
			`${prefixes.project}/instances?filters[tool_type]=first&per_page=1`,
		])
			await send(url, { ...me, target, ...as(token) });
	}

	for (let number = 0; answers < count; number += roundsAtOnce)
		await Promise.all(
			Array.from({ length: roundsAtOnce }, (_, index) => round(number + index)),
		);
}

const me: FuzzRequest = {
	method: "GET",
	target: "/rest/v1.0/me",
	...as("ada-token"),
	body: "",
};

function as(token: string, prefer = ""): Pick<FuzzRequest, "headers"> {
	return {
		headers: [
			["Authorization", `Bearer ${token}`],
			["Procore-Company-Id", "4201"],
			["Content-Type", "application/json"],
			...(prefer === "" ? [] : [["Prefer", prefer] as [string, string]]),
		],
	};
}

function post(target: string, body: unknown): FuzzRequest {
	return {
		...me,
		method: "POST",
		target: prefixes.project + target,
		body: JSON.stringify(body),
	};
}

function respondTo(
	id: string,
	step: string,
	option: string,
	prefer: string,
	comment = "",
): FuzzRequest {
	return {
		...post(`/instances/${id}/responses`, wireBody(step, option, { comment })),
		...as("ada-token", prefer),
	};
}
