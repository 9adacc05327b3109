import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpResponseData } from "@signoff/core";
import { expireAll } from "./access-tokens.ts";
import {
	type Course,
	courseOf,
	type Ending,
	instead,
	loginPage,
} from "./delivery-plan.ts";
import { type Incoming, reach, unknownToken } from "./handle-request.ts";
import { comesIn, type Hosted } from "./hosted-world.ts";
import { unknownClient } from "./oauth-server.ts";
import type { Verdict } from "./rate-limits.ts";
import { type Body, readBody } from "./read-body.ts";
import { type Route, routeOf } from "./router.ts";
import { breakOff, deliver } from "./send-response.ts";
import type { Caller, Worlds } from "./world-registry.ts";

const mostBytes = 1_048_576;
const plainly = { manner: { kind: "whole" }, dated: true } as const;

/** A call of the API: its token names its world, and there it meets its fault. */
export async function onApiCall(
	worlds: Worlds,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const route = routeOf(request.method ?? "", request.url ?? "");
	if (route.call === "refresh_token")
		return onTokenCall(worlds, route, request, response);
	const caller = worlds.caller(request.headers.authorization, route.where);
	if (caller !== null) return meet(caller, route, request, response);
	request.resume();
	const reply = route.login ? loginPage : unknownToken;
	return deliver(response, reply, plainly, () => {});
}

/** A request for tokens: the app named in its body names its world. */
async function onTokenCall(
	worlds: Worlds,
	route: Route,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = await readBody(request, mostBytes);
	if (body.kind === "gone") return;
	const form = new URLSearchParams(body.kind === "read" ? body.text : "");
	const hosted = worlds.appOf(form);
	if (hosted === null)
		return deliver(response, unknownClient, plainly, () => {});
	const caller = { hosted, known: true, good: () => true };
	return meet(caller, route, request, response, body);
}

async function meet(
	{ hosted, known, good }: Caller,
	route: Route,
	request: IncomingMessage,
	response: ServerResponse,
	given?: Body,
): Promise<void> {
	const { seen, name, fault } = comesIn(hosted, route.call);
	const limit = limitOf(hosted, route);
	const course =
		limit.refused === null
			? courseOf(known ? fault : { kind: "through" }, hosted.now())
			: instead(limit.refused);
	const dies = course.expires && route.call === "refresh_token";
	if (course.expires) expireAll(hosted.access);
	const over = hosted.under_way.begin();
	const body = given ?? (await bodyOf(course, request));
	const incoming: Incoming = {
		route,
		authorized: known && good(),
		company: headerOf(request, "procore-company-id"),
		content_type: headerOf(request, "content-type"),
		body,
		name,
	};
	if (body.kind === "gone") return over();
	const own = arrive(hosted, incoming, course);
	// What an expired refresh gives is no good either.
	if (dies) expireAll(hosted.access);
	over();
	const ending = incoming.authorized ? course.ending : shut(course.ending);
	await end(response, ending, own, limit.headers, (status) => {
		seen.status = status;
	});
}

/** The login server has no limits of its own. */
function limitOf(hosted: Hosted, { call }: Route): Verdict {
	return call === "refresh_token"
		? { headers: {}, refused: null }
		: hosted.limits(hosted.now());
}

/** A call that never reaches the server is not read. */
async function bodyOf(
	{ copies, ending }: Course,
	request: IncomingMessage,
): Promise<Body> {
	if (ending.kind !== "silent" || copies.length > 0)
		return readBody(request, mostBytes);
	request.resume();
	return { kind: "read", text: "" };
}

/** Lets every copy of a call reach the server, now or later; gives the answer to one that came at once. */
function arrive(
	hosted: Hosted,
	incoming: Incoming,
	{ copies, lag }: Course,
): HttpResponseData | null {
	let own: HttpResponseData | null = null;
	for (const [index, delay] of copies.entries()) {
		const name = index === 0 ? incoming.name : `${incoming.name} again`;
		const copy = { ...incoming, name };
		if (delay > 0) later(hosted, delay, () => reach(hosted, copy, lag));
		else {
			const reply = reach(hosted, copy, lag);
			own ??= reply;
		}
	}
	return own;
}

function later(hosted: Hosted, delayMs: number, come: () => void): void {
	const over = hosted.under_way.begin();
	setTimeout(() => {
		come();
		over();
	}, delayMs).unref();
}

/** Nothing before the server answers for it where the token is no good. */
function shut(ending: Ending): Ending {
	if (ending.kind !== "instead") return ending;
	return { ...ending, reply: unknownToken, dated: true };
}

async function end(
	response: ServerResponse,
	ending: Ending,
	own: HttpResponseData | null,
	limits: Record<string, string>,
	answered: (status: number) => void,
): Promise<void> {
	const send = (
		reply: HttpResponseData,
		how: Parameters<typeof deliver>[2],
	) => {
		const headers = { ...limits, ...reply.headers };
		return deliver(response, { ...reply, headers }, how, () =>
			answered(reply.status),
		);
	};
	switch (ending.kind) {
		case "silent":
			if (ending.loss === "reset") breakOff(response);
			return;
		case "served":
			if (own !== null) await send(own, { ...plainly, manner: ending.manner });
			return;
		case "instead":
			return send(ending.reply, { ...plainly, dated: ending.dated });
	}
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
	const value = request.headers[name];
	return typeof value === "string" ? value : undefined;
}
