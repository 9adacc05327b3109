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
import { type Body, maxBodyBytes, readBody } from "./read-body.ts";
import { type FaultServerRoute, parseRoute } from "./router.ts";
import { type RunningWorld, recordRequest } from "./running-world.ts";
import {
	resetConnection,
	type SendOptions,
	sendComplete,
	sendResponse,
} from "./send-response.ts";
import type { TokenOwner, WorldRegistry } from "./world-registry.ts";

/** Handles a request to the API: its token identifies the world, whose faults apply. */
export async function handleApiRequest(
	worlds: WorldRegistry,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const route = parseRoute(request.method ?? "", request.url ?? "");
	if (route.call === "refresh_token")
		return handleTokenRequest(worlds, route, request, response);
	const owner = worlds.ownerOf(request.headers.authorization, route.instance);
	if (owner !== null) return processRequest(owner, route, request, response);
	request.resume();
	const reply = route.login_page ? loginPage : invalidTokenReply;
	return sendResponse(response, reply, sendComplete);
}

/** Handles a request for tokens: the `client_id` in its body identifies the world. */
async function handleTokenRequest(
	worlds: WorldRegistry,
	route: FaultServerRoute,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = await readBody(request, maxBodyBytes);
	if (body.kind === "incomplete") return;
	const form = new URLSearchParams(body.kind === "read" ? body.text : "");
	const world = worlds.worldOfApp(form);
	if (world === null)
		return sendResponse(response, invalidClient, sendComplete);
	const owner = { world, known: true, isValid: () => true };
	return processRequest(owner, route, request, response, body);
}

async function processRequest(
	{ world, known, isValid }: TokenOwner,
	route: FaultServerRoute,
	request: IncomingMessage,
	response: ServerResponse,
	bodyRead?: Body,
): Promise<void> {
	const { received, origin, fault } = recordRequest(world, route.call);
	const limit = countAgainstLimits(world, route);
	const plan =
		limit.refusal === null
			? deliveryPlanFor(known ? fault : { kind: "none" }, world.now())
			: gatewayReply(limit.refusal);
	if (plan.expires_token) expireAll(world.tokens);
	const done = world.in_flight.begin();
	const body = bodyRead ?? (await bodyFor(plan, request));
	const incoming: IncomingRequest = {
		route,
		authorized: known && isValid(),
		company: headerOf(request, "procore-company-id"),
		content_type: headerOf(request, "content-type"),
		body,
		origin,
	};
	if (body.kind === "incomplete") return done();
	const serverReply = deliverCopies(world, incoming, plan);
	// The token that such a refresh returns has expired as well.
	if (plan.expires_token && route.call === "refresh_token")
		expireAll(world.tokens);
	done();
	const reply = incoming.authorized ? plan.reply : withoutGateway(plan.reply);
	await sendReply(response, reply, serverReply, limit.headers, (complete) => {
		received.status = complete.status;
		world.waits.replied(received.call, complete, world.now());
	});
}

/** Requests for tokens do not count against the rate limits. */
function countAgainstLimits(
	world: RunningWorld,
	{ call }: FaultServerRoute,
): RateLimitResult {
	return call === "refresh_token"
		? { headers: {}, refusal: null }
		: world.countRequest(world.now());
}

/** Reads the body, unless the request never reaches the server. */
async function bodyFor(
	{ copy_delays_ms, reply }: DeliveryPlan,
	request: IncomingMessage,
): Promise<Body> {
	if (reply.kind !== "no_reply" || copy_delays_ms.length > 0)
		return readBody(request, maxBodyBytes);
	request.resume();
	return { kind: "read", text: "" };
}

/** Delivers every copy of a request, now or later. Returns the server's reply to the first one delivered now. */
function deliverCopies(
	world: RunningWorld,
	incoming: IncomingRequest,
	{ copy_delays_ms, staleness_ms }: DeliveryPlan,
): HttpResponseData | null {
	let first: HttpResponseData | null = null;
	for (const [index, delayMs] of copy_delays_ms.entries()) {
		const origin = index === 0 ? incoming.origin : `${incoming.origin} again`;
		const copy = { ...incoming, origin };
		if (delayMs > 0)
			deliverLater(world, delayMs, () =>
				handleRequest(world, copy, staleness_ms),
			);
		else {
			const reply = handleRequest(world, copy, staleness_ms);
			first ??= reply;
		}
	}
	return first;
}

function deliverLater(
	world: RunningWorld,
	delayMs: number,
	deliver: () => void,
): void {
	const done = world.in_flight.begin();
	setTimeout(() => {
		deliver();
		done();
	}, delayMs).unref();
}

/** If the token is invalid, the server's 401 replaces a gateway's reply. */
function withoutGateway(reply: ReplyPlan): ReplyPlan {
	if (reply.kind !== "from_gateway") return reply;
	return { ...reply, reply: invalidTokenReply, dated: true };
}

async function sendReply(
	response: ServerResponse,
	plan: ReplyPlan,
	serverReply: HttpResponseData | null,
	limitHeaders: Record<string, string>,
	onComplete: (reply: HttpResponseData) => void,
): Promise<void> {
	const send = (reply: HttpResponseData, options: SendOptions) => {
		const headers = { ...limitHeaders, ...reply.headers };
		return sendResponse(response, { ...reply, headers }, options, () =>
			onComplete({ ...reply, headers }),
		);
	};
	switch (plan.kind) {
		case "no_reply":
			if (plan.loss === "reset") resetConnection(response);
			return;
		case "from_server":
			if (serverReply !== null)
				await send(serverReply, { ...sendComplete, mode: plan.mode });
			return;
		case "from_gateway":
			return send(plan.reply, { ...sendComplete, dated: plan.dated });
	}
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
	const value = request.headers[name];
	return typeof value === "string" ? value : undefined;
}
