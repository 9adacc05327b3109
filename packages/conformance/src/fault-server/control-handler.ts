import type { IncomingMessage, ServerResponse } from "node:http";
import { type HttpResponseData, outcomeToHttp, validate } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { refusalReply } from "../simulation/refusal-reply.ts";
import { hostedWorldSchema } from "./hosted-world-schema.ts";
import { issueSecret, type OAuthServer } from "./oauth-server.ts";
import { maxBodyBytes, parseJson, readBody } from "./read-body.ts";
import { type RunningWorld, worldRecord } from "./running-world.ts";
import { sendComplete, sendResponse } from "./send-response.ts";
import type { ServedOAuth, ServedWorld } from "./types.ts";
import {
	issueBearerToken,
	renewToken,
	unknownTokenFor,
	type WorldRegistry,
} from "./world-registry.ts";

/** The path of the control API, next to the worlds that the server serves. */
export const controlPath = "/fault-server/worlds";

/** Handles a request to the control API: adds a world, or runs an action of one. */
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
	await sendResponse(response, reply, sendComplete);
}

async function addWorld(
	worlds: WorldRegistry,
	origin: string,
	request: IncomingMessage,
): Promise<HttpResponseData> {
	const body = await readBody(request, maxBodyBytes);
	if (body.kind !== "read") return refusalReply(413);
	const json = parseJson(body.text);
	if (json.kind === "invalid") return invalidReply(json.issues);
	const script = validate(hostedWorldSchema, json.value);
	if (script.kind === "invalid") return invalidReply(script.issues);
	const world = worlds.add(script.value);
	return world === null
		? invalidReply([unknownSibling])
		: jsonReply(201, servedWorld(world, origin));
}

const unknownSibling = malformedIssue(
	["sibling_of"],
	"`sibling_of` must be the id of a world.",
);

function invalidReply(
	issues: Parameters<typeof outcomes.invalid>[0],
): HttpResponseData {
	const { status, body } = outcomeToHttp(outcomes.invalid(issues), 0);
	return jsonReply(status, body);
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

function servedOAuth(oauth: OAuthServer): ServedOAuth {
	const { client_id, client_secret, refresh_tokens } = oauth;
	const refresh_token = issueSecret(oauth, refresh_tokens);
	return { client_id, client_secret, refresh_token };
}

async function runAction(
	worlds: WorldRegistry,
	world: RunningWorld | null,
	action: string,
): Promise<HttpResponseData> {
	if (world === null) return refusalReply(404);
	switch (action) {
		case "GET received-requests":
			return jsonReply(200, world.received_requests);
		case "GET record":
			return jsonReply(200, worldRecord(world));
		case "GET settled":
			await world.in_flight.whenIdle();
			return jsonReply(200, worldRecord(world));
		case "POST token":
			return jsonReply(200, { token: renewToken(world) });
		case "POST code": {
			const { oauth } = world;
			if (oauth === null) return refusalReply(404);
			return jsonReply(200, { code: issueSecret(oauth, oauth.codes) });
		}
		case "DELETE ":
			worlds.remove(world.id);
			return jsonReply(204, null);
		default:
			return refusalReply(404);
	}
}

function jsonReply(status: number, data: unknown): HttpResponseData {
	return { status, headers: {}, data };
}
