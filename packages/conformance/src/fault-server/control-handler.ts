import type { IncomingMessage, ServerResponse } from "node:http";
import { type HttpResponseData, outcomeToHttp, validate } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { refusalReply } from "../simulation/refusal-reply.ts";
import { issueSecret, type OAuthServer } from "./oauth-server.ts";
import { parseJson, readBody } from "./read-body.ts";
import { type RunningWorld, worldRecord } from "./running-world.ts";
import { hostedWorldSchema } from "./schemas.ts";
import { sendResponse } from "./send-response.ts";
import type { ServedOAuth, ServedWorld } from "./types.ts";
import {
	issueBearerToken,
	renewToken,
	unknownTokenFor,
	type WorldRegistry,
} from "./world-registry.ts";

/** Where the server itself is spoken to, beside the worlds that it serves. */
export const controlPath = "/fault-server/worlds";

const maxBodyBytes = 1_048_576;
const complete = { manner: { kind: "whole" }, dated: true } as const;

/** A call to the server itself: adds a world, or asks about one. */
export async function handleControlRequest(
	worlds: WorldRegistry,
	origin: string,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { method = "", url = "" } = request;
	const [id, action = ""] = url.slice(controlPath.length + 1).split("/");
	const world = worlds.get(id ?? "");
	const reply =
		method === "POST" && url === controlPath
			? await addWorld(worlds, origin, request)
			: await runAction(worlds, world, `${method} ${action}`);
	request.resume();
	await sendResponse(response, reply, complete, () => {});
}

async function addWorld(
	worlds: WorldRegistry,
	origin: string,
	request: IncomingMessage,
): Promise<HttpResponseData> {
	const body = await readBody(request, maxBodyBytes);
	if (body.kind !== "read") return refusalReply(413);
	const json = parseJson(body.text);
	if (json.kind === "invalid") return refused(json.issues);
	const script = validate(hostedWorldSchema, json.value);
	if (script.kind === "invalid") return refused(script.issues);
	const world = worlds.add(script.value);
	return world === null
		? refused([unknownSibling])
		: ok(201, servedWorld(world, origin));
}

const unknownSibling = malformedIssue(
	["beside"],
	"`beside` must be the id of a world.",
);

function refused(
	issues: Parameters<typeof outcomes.invalid>[0],
): HttpResponseData {
	const { status, body } = outcomeToHttp(outcomes.invalid(issues), 0);
	return ok(status, body);
}

function servedWorld(world: RunningWorld, base_url: string): ServedWorld {
	const { id, oauth } = world;
	return {
		id,
		base_url,
		token: issueBearerToken(world),
		unknown_token: unknownTokenFor(world),
		oauth: oauth === null ? undefined : servedOAuth(oauth),
	};
}

function servedOAuth(login: OAuthServer): ServedOAuth {
	const { client_id, client_secret, refresh_tokens } = login;
	const refresh_token = issueSecret(login, refresh_tokens);
	return { client_id, client_secret, refresh_token };
}

async function runAction(
	worlds: WorldRegistry,
	world: RunningWorld | null,
	question: string,
): Promise<HttpResponseData> {
	if (world === null) return refusalReply(404);
	switch (question) {
		case "GET seen":
			return ok(200, world.received_requests);
		case "GET held":
			return ok(200, worldRecord(world));
		case "GET settled":
			await world.in_flight.whenIdle();
			return ok(200, worldRecord(world));
		case "POST token":
			return ok(200, { token: renewToken(world) });
		case "POST code": {
			const { oauth } = world;
			if (oauth === null) return refusalReply(404);
			return ok(200, { code: issueSecret(oauth, oauth.codes) });
		}
		case "DELETE ":
			worlds.remove(world.id);
			return ok(204, null);
		default:
			return refusalReply(404);
	}
}

function ok(status: number, data: unknown): HttpResponseData {
	return { status, headers: {}, data };
}
