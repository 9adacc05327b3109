import {
	between,
	chance,
	currentStep,
	expiredTokenReply,
	meReply,
	pick,
	rateLimitedReply,
	readReply,
	receiveResponse,
	refusalReply,
	runUntil,
	schedule,
	stateOf,
	submitReply,
} from "@signoff/conformance/simulation";
import type { HttpResponseData, Submission } from "@signoff/core";
import { type Call, type Fault, faultOf } from "./call-faults.ts";
import type { Token } from "./scenario.ts";
import { forever, sleep } from "./virtual-time.ts";
import { crashesHere, isValid, note, type World } from "./world.ts";

/** What the network needs to know of the process that makes a call. */
export type Sender = {
	number: number;
	isAlive(): boolean;
	/** The process stops, or another one takes its place. */
	crash(): void;
	/** Is called before a submit is sent; returns the name of the response that it puts on record. */
	onPost(personId: string, submission: Submission): string;
};

const maxDeliveryDelayMs = 15_000;
const maxStalenessMs = 5_000;

/** A `fetch` that reaches the world's server, with faults. Nothing of a process that has stopped is sent or received. */
export function simulatedFetch(
	world: World,
	sender: Sender,
): (url: string | URL | Request, init?: RequestInit) => Promise<Response> {
	return async (url, init = {}) => {
		if (!sender.isAlive()) return forever();
		const request = readRequest(world, String(url), init);
		const origin =
			request.call === "submit" && request.submission !== null
				? sender.onPost(request.token?.person_id ?? "", request.submission)
				: "";
		const post = world.posts.find((each) => each.origin === origin);
		let isUnderWay = true;
		request.signal?.addEventListener("abort", () => {
			if (isUnderWay && post !== undefined) post.aborted_at = Date.now();
		});
		const response = await deliver(world, sender, request, origin);
		isUnderWay = false;
		if (!sender.isAlive()) return forever();
		note(world, `p${sender.number} ${request.call} → ${response.status}`);
		const { status, headers, data } = response;
		if (request.call === "read_instance" && status === 200)
			world.reads.push({ token: request.token?.value ?? "", at: Date.now() });
		const body = status === 204 || status === 304 ? null : JSON.stringify(data);
		return new Response(body, { status, headers });
	};
}

/** The token of the service account. */
export const serviceToken = "service";

/** The owner of what a request carries as its token. */
function ownerOf(
	{ scenario }: World,
	bearer: string | undefined,
): Token | null {
	if (bearer === serviceToken)
		return { value: bearer, person_id: "101", revoked_at_ms: null };
	return scenario.tokens.find(({ value }) => value === bearer) ?? null;
}

type SimulatedRequest = {
	call: Call;
	token: Token | null;
	submission: Submission | null;
	signal: AbortSignal | null | undefined;
};

function readRequest(
	world: World,
	url: string,
	{ method, headers, body, signal }: RequestInit,
): SimulatedRequest {
	const bearer = new Headers(headers).get("Authorization")?.slice(7);
	const call = method === "POST" ? "submit" : readCall(url);
	return {
		call,
		token: ownerOf(world, bearer),
		submission:
			call === "submit" ? submissionOf(world.scenario.plan, body) : null,
		signal,
	};
}

function readCall(url: string): Call {
	if (url.endsWith("/me")) return "read_me";
	return url.endsWith("/history") ? "read_history" : "read_instance";
}

function submissionOf(
	{ company_id, project_id, instance_id }: World["scenario"]["plan"],
	body: unknown,
): Submission {
	const text =
		typeof body === "string"
			? body
			: new TextDecoder().decode(body as Uint8Array);
	const { response } = JSON.parse(text);
	return { company_id, project_id, id: instance_id, response };
}

/** Delivers a call, and resolves with what comes back. */
async function deliver(
	world: World,
	sender: Sender,
	request: SimulatedRequest,
	origin: string,
): Promise<HttpResponseData> {
	const { choices } = world;
	const { call, signal } = request;
	const fault = faultOf(world, call);
	const who = `p${sender.number} ${call} ${request.token?.value ?? ""}`;
	note(world, `${who} ${fault === "none" ? "" : `(${fault})`} ${origin}`);
	const crash = crashesHere(world) ? pick(choices, ["before", "after"]) : null;
	if (crash === "before") {
		sender.crash();
		if (!sender.isAlive()) return forever();
	}
	const hang = chance(choices, 40);
	const lose = async (): Promise<never> => {
		if (hang) return await sleepUntilAborted(signal);
		await sleep(between(choices, 1, 50), signal);
		throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
	};
	const handle = (stalenessMs = 0): HttpResponseData => {
		runUntil(world.server, Date.now());
		return receive(world, request, origin, Date.now(), stalenessMs);
	};
	switch (fault) {
		case "refused":
			await sleep(1, signal);
			throw new TypeError("fetch failed", {
				cause: Object.assign(new Error("connect ECONNREFUSED"), {
					code: "ECONNREFUSED",
					syscall: "connect",
				}),
			});
		case "request_dropped":
			return lose();
		case "arrives_late":
			if (call === "submit")
				schedule(
					world.server,
					Date.now() + between(choices, 1, maxDeliveryDelayMs),
					(_, at) => void receive(world, request, origin, at),
				);
			return lose();
		case "hangs":
			return sleepUntilAborted(signal);
	}
	await sleep(between(choices, 1, 25), signal);
	// A request that was sent arrives, also if its process has stopped since.
	const reply = replyOf(world, fault, handle);
	if (crash === "after") sender.crash();
	if (!sender.isAlive()) return forever();
	if (fault === "reply_dropped") return lose();
	await sleep(between(choices, 1, 25), signal);
	return reply;
}

function replyOf(
	{ choices }: World,
	fault: Fault,
	handle: (stalenessMs?: number) => HttpResponseData,
): HttpResponseData {
	switch (fault) {
		case "fails":
			return { status: 500, headers: {}, data: null };
		case "fails_after":
			handle();
			return {
				status: pick(choices, [500, 502, 504]),
				headers: {},
				data: null,
			};
		case "rate_limited": {
			const retry_after = between(choices, 1, 8);
			const limit = { reset_in: null, retry_after, dated: true } as const;
			return rateLimitedReply(
				{ kind: "rate_limited", ...limit },
				Date.now(),
				Date.now(),
			);
		}
		case "refuses_login":
			return expiredTokenReply;
		case "stale":
			return handle(between(choices, 0, maxStalenessMs));
		default:
			return handle();
	}
}

/** The server handles a request that has arrived. */
function receive(
	{ server, scenario: { plan } }: World,
	{ call, token, submission }: SimulatedRequest,
	origin: string,
	now: number,
	stalenessMs = 0,
): HttpResponseData {
	if (token === null || !isValid(token, now)) return expiredTokenReply;
	if (call === "read_me") return meReply(plan, token.person_id);
	if (call !== "submit") return readReply(server, call, now - stalenessMs);
	if (submission === null) return refusalReply(400);
	const before = stateOf(server);
	const { current_step_occurrence_id } = submission.response;
	const { state, outcome } = receiveResponse(plan, before, {
		person_id: token.person_id,
		response: submission.response,
		...{ at: now, origin },
	});
	if (state !== before) server.versions.push({ at: now, state });
	const isLate = currentStep(before)?.id !== current_step_occurrence_id;
	return submitReply(plan, outcome, isLate, now);
}

function sleepUntilAborted(
	signal: AbortSignal | null | undefined,
): Promise<never> {
	return new Promise((_, reject) => {
		const abort = () => reject(signal?.reason);
		if (signal?.aborted) abort();
		signal?.addEventListener("abort", abort);
	});
}
