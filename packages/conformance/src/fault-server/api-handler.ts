import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpResponseData } from "@signoff/core";
import { expireAll } from "./access-tokens.ts";
import {
	type DeliveryPlan,
	deliveryPlanFor,
	gatewayReply,
	loginPage,
	type ReplyPlan,
} from "./delivery-plan.ts";
import {
	handleRequest,
	type IncomingRequest,
	invalidTokenReply,
} from "./handle-request.ts";
import { invalidClient } from "./oauth-server.ts";
import type { RateLimitResult } from "./rate-limits.ts";
import { type Body, readBody } from "./read-body.ts";
import { parseRoute, type Route } from "./router.ts";
import { type RunningWorld, recordRequest } from "./running-world.ts";
import { resetConnection, sendResponse } from "./send-response.ts";
import type { TokenOwner, WorldRegistry } from "./world-registry.ts";

const maxBodyBytes = 1_048_576;
const complete = { manner: { kind: "whole" }, dated: true } as const;

/** A call of the API: its token names its world, and there it meets its fault. */
export async function handleApiRequest(
	worlds: WorldRegistry,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const route = parseRoute(request.method ?? "", request.url ?? "");
	if (route.call === "refresh_token")
		return handleTokenRequest(worlds, route, request, response);
	const caller = worlds.ownerOf(request.headers.authorization, route.instance);
	if (caller !== null) return processRequest(caller, route, request, response);
	request.resume();
	const reply = route.login_page ? loginPage : invalidTokenReply;
	return sendResponse(response, reply, complete, () => {});
}

/** A request for tokens: the app named in its body names its world. */
async function handleTokenRequest(
	worlds: WorldRegistry,
	route: Route,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = await readBody(request, maxBodyBytes);
	if (body.kind === "gone") return;
	const form = new URLSearchParams(body.kind === "read" ? body.text : "");
	const world = worlds.appOf(form);
	if (world === null)
		return sendResponse(response, invalidClient, complete, () => {});
	const caller = { world, known: true, isValid: () => true };
	return processRequest(caller, route, request, response, body);
}

async function processRequest(
	{ world, known, isValid }: TokenOwner,
	route: Route,
	request: IncomingMessage,
	response: ServerResponse,
	given?: Body,
): Promise<void> {
	const { seen, origin, fault } = recordRequest(world, route.call);
	const limit = countAgainstLimits(world, route);
	const course =
		limit.refusal === null
			? deliveryPlanFor(known ? fault : { kind: "none" }, world.now())
			: gatewayReply(limit.refusal);
	const dies = course.expires_token && route.call === "refresh_token";
	if (course.expires_token) expireAll(world.tokens);
	const over = world.in_flight.begin();
	const body = given ?? (await bodyFor(course, request));
	const incoming: IncomingRequest = {
		route,
		authorized: known && isValid(),
		company: headerOf(request, "procore-company-id"),
		content_type: headerOf(request, "content-type"),
		body,
		origin,
	};
	if (body.kind === "gone") return over();
	const own = deliverCopies(world, incoming, course);
	// What an expired refresh gives is no good either.
	if (dies) expireAll(world.tokens);
	over();
	const ending = incoming.authorized
		? course.reply
		: unauthorizedReply(course.reply);
	await sendReply(response, ending, own, limit.headers, (status) => {
		seen.status = status;
	});
}

/** The login server has no limits of its own. */
function countAgainstLimits(
	world: RunningWorld,
	{ call }: Route,
): RateLimitResult {
	return call === "refresh_token"
		? { headers: {}, refusal: null }
		: world.countRequest(world.now());
}

/** A call that never reaches the server is not read. */
async function bodyFor(
	{ copy_delays_ms, reply }: DeliveryPlan,
	request: IncomingMessage,
): Promise<Body> {
	if (reply.kind !== "silent" || copy_delays_ms.length > 0)
		return readBody(request, maxBodyBytes);
	request.resume();
	return { kind: "read", text: "" };
}

/** Lets every copy of a call reach the server, now or later; gives the answer to one that came at once. */
function deliverCopies(
	world: RunningWorld,
	incoming: IncomingRequest,
	{ copy_delays_ms, staleness_ms }: DeliveryPlan,
): HttpResponseData | null {
	let own: HttpResponseData | null = null;
	for (const [index, delay] of copy_delays_ms.entries()) {
		const name = index === 0 ? incoming.origin : `${incoming.origin} again`;
		const copy = { ...incoming, name };
		if (delay > 0)
			deliverLater(world, delay, () =>
				handleRequest(world, copy, staleness_ms),
			);
		else {
			const reply = handleRequest(world, copy, staleness_ms);
			own ??= reply;
		}
	}
	return own;
}

function deliverLater(
	world: RunningWorld,
	delayMs: number,
	come: () => void,
): void {
	const over = world.in_flight.begin();
	setTimeout(() => {
		come();
		over();
	}, delayMs).unref();
}

/** Nothing before the server answers for it where the token is no good. */
function unauthorizedReply(ending: ReplyPlan): ReplyPlan {
	if (ending.kind !== "instead") return ending;
	return { ...ending, reply: invalidTokenReply, dated: true };
}

async function sendReply(
	response: ServerResponse,
	ending: ReplyPlan,
	own: HttpResponseData | null,
	limits: Record<string, string>,
	answered: (status: number) => void,
): Promise<void> {
	const send = (
		reply: HttpResponseData,
		how: Parameters<typeof sendResponse>[2],
	) => {
		const headers = { ...limits, ...reply.headers };
		return sendResponse(response, { ...reply, headers }, how, () =>
			answered(reply.status),
		);
	};
	switch (ending.kind) {
		case "silent":
			if (ending.loss === "reset") resetConnection(response);
			return;
		case "served":
			if (own !== null) await send(own, { ...complete, manner: ending.manner });
			return;
		case "instead":
			return send(ending.reply, { ...complete, dated: ending.dated });
	}
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
	const value = request.headers[name];
	return typeof value === "string" ? value : undefined;
}
