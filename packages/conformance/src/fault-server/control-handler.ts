import type { IncomingMessage, ServerResponse } from "node:http";
import { type HttpResponseData, outcomeToHttp, validate } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { refusal } from "../simulation/server-responses.ts";
import { type Hosted, heldBy } from "./hosted-world.ts";
import { giveOut, type Login } from "./oauth-server.ts";
import { parseJson, readBody } from "./read-body.ts";
import { hostedWorldSchema } from "./schemas.ts";
import { deliver } from "./send-response.ts";
import type { ServedOAuth, ServedWorld } from "./types.ts";
import {
	newToken,
	renew,
	strangeTokenOf,
	type Worlds,
} from "./world-registry.ts";

/** Where the server itself is spoken to, beside the worlds that it serves. */
export const controlPath = "/fault-server/worlds";

const mostBytes = 1_048_576;
const plainly = { manner: { kind: "whole" }, dated: true } as const;

/** A call to the server itself: adds a world, or asks about one. */
export async function onControlCall(
	worlds: Worlds,
	origin: string,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { method = "", url = "" } = request;
	const [id, action = ""] = url.slice(controlPath.length + 1).split("/");
	const hosted = worlds.get(id ?? "");
	const reply =
		method === "POST" && url === controlPath
			? await add(worlds, origin, request)
			: await ask(worlds, hosted, `${method} ${action}`);
	request.resume();
	await deliver(response, reply, plainly, () => {});
}

async function add(
	worlds: Worlds,
	origin: string,
	request: IncomingMessage,
): Promise<HttpResponseData> {
	const body = await readBody(request, mostBytes);
	if (body.kind !== "read") return refusal(413);
	const json = parseJson(body.text);
	if (json.kind === "invalid") return refused(json.issues);
	const script = validate(hostedWorldSchema, json.value);
	if (script.kind === "invalid") return refused(script.issues);
	const hosted = worlds.add(script.value);
	return hosted === null ? refused([noHome]) : ok(201, served(hosted, origin));
}

const noHome = malformedIssue(
	["beside"],
	"`beside` must be the id of a world.",
);

function refused(
	issues: Parameters<typeof outcomes.invalid>[0],
): HttpResponseData {
	const { status, body } = outcomeToHttp(outcomes.invalid(issues), 0);
	return ok(status, body);
}

function served(hosted: Hosted, base_url: string): ServedWorld {
	const { id, login } = hosted;
	return {
		id,
		base_url,
		token: newToken(hosted),
		strange_token: strangeTokenOf(hosted),
		oauth: login === null ? undefined : loginGiven(login),
	};
}

function loginGiven(login: Login): ServedOAuth {
	const { client_id, client_secret, refresh_tokens } = login;
	const refresh_token = giveOut(login, refresh_tokens);
	return { client_id, client_secret, refresh_token };
}

async function ask(
	worlds: Worlds,
	hosted: Hosted | null,
	question: string,
): Promise<HttpResponseData> {
	if (hosted === null) return refusal(404);
	switch (question) {
		case "GET seen":
			return ok(200, hosted.seen);
		case "GET held":
			return ok(200, heldBy(hosted));
		case "GET settled":
			await hosted.under_way.none();
			return ok(200, heldBy(hosted));
		case "POST token":
			return ok(200, { token: renew(hosted) });
		case "POST code": {
			const { login } = hosted;
			if (login === null) return refusal(404);
			return ok(200, { code: giveOut(login, login.codes) });
		}
		case "DELETE ":
			worlds.remove(hosted.id);
			return ok(204, null);
		default:
			return refusal(404);
	}
}

function ok(status: number, data: unknown): HttpResponseData {
	return { status, headers: {}, data };
}
