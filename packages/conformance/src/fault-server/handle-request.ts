import type { HttpResponseData, Outcome } from "@signoff/core";
import {
	parseCompanyHeader,
	parseWireSubmission,
} from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { refusalReply } from "../simulation/refusal-reply.ts";
import { submitReply } from "../simulation/submit-reply.ts";
import { readReply, receiveSubmission } from "../simulation/virtual-server.ts";
import { isAt } from "../simulation/world.ts";
import { loginPage } from "./delivery-plan.ts";
import { grantTokens, invalidClient } from "./oauth-server.ts";
import { type Body, parseJson } from "./read-body.ts";
import type { FaultServerRoute } from "./router.ts";
import { type RunningWorld, recordShownStep } from "./running-world.ts";

/** A request that was received whole. */
export type IncomingRequest = {
	route: FaultServerRoute;
	/** Whether its token is valid; a request for tokens needs none. */
	authorized: boolean;
	/** The header `Procore-Company-Id`. */
	company: string | undefined;
	content_type: string | undefined;
	body: Body;
	/** Names the responses that it puts on record. */
	origin: string;
};

/**
 * Handles a request that reaches the world's server, and returns the reply. Checks run in the edge's order: 401, 415,
 * 413, 400, 404, then core's rule.
 *
 * @param stalenessMs how old the state is that a read shows
 */
export function handleRequest(
	world: RunningWorld,
	incoming: IncomingRequest,
	stalenessMs: number,
): HttpResponseData {
	const { server } = world;
	const { call, instance, login_page } = incoming.route;
	if (login_page) return loginPage;
	if (!incoming.authorized) return invalidTokenReply;
	if (call === "refresh_token") return tokenReply(world, incoming);
	if (call === "read_me") return readReply(server, call, world.now());
	if (call === "other" || instance === null) return refusalReply(404);
	if (call === "submit") return submit(world, incoming);
	const refusal = pathRefusal(world, incoming);
	if (refusal !== null) return refusal;
	const at = world.now() - stalenessMs;
	recordShownStep(world, call, at);
	return readReply(server, call, at);
}

function tokenReply(
	{ oauth, tokens, now }: RunningWorld,
	{ body }: IncomingRequest,
): HttpResponseData {
	if (oauth === null || body.kind !== "read") return invalidClient;
	return grantTokens(oauth, tokens, new URLSearchParams(body.text), now());
}

/** The reply to a request whose token is not valid. */
export const invalidTokenReply: HttpResponseData = {
	...refusalReply(401),
	headers: { "www-authenticate": "Bearer" },
};

function submit(
	world: RunningWorld,
	incoming: IncomingRequest,
): HttpResponseData {
	const { server } = world;
	const { body, content_type, origin, route } = incoming;
	const replyTo = (outcome: Outcome): HttpResponseData =>
		submitReply(server.plan, outcome, false, world.now());
	if (!/^application\/json\s*(;|$)/i.test(content_type ?? ""))
		return replyTo(outcomes.invalid([notJson]));
	if (body.kind !== "read") return replyTo(outcomes.invalid([tooLarge]));
	const json = parseJson(body.text);
	if (json.kind === "invalid") return replyTo(outcomes.invalid(json.issues));
	const instance = route.instance ?? { company_id: "", id: "" };
	const parsed = parseWireSubmission(instance, json.value);
	if (parsed.kind === "invalid")
		return replyTo(outcomes.invalid(parsed.issues));
	return (
		pathRefusal(world, incoming) ??
		receiveSubmission(server, parsed.value, origin, world.now())
	);
}

/** Refuses a request whose company header or path does not lead to the world's instance. */
function pathRefusal(
	{ server, now }: RunningWorld,
	{ company, route }: IncomingRequest,
): HttpResponseData | null {
	// Without the header, Procore has replied with a misleading 404 (contract §1).
	if (route.instance === null || company === undefined)
		return refusalReply(404);
	const header = parseCompanyHeader(company, route.instance.company_id);
	if (header.kind === "invalid") {
		const outcome = outcomes.invalid(header.issues);
		return submitReply(server.plan, outcome, false, now());
	}
	return isAt(server.plan, route.instance) ? null : refusalReply(404);
}

const notJson = {
	...malformedIssue(
		["headers", "Content-Type"],
		"`Content-Type` must be application/json.",
	),
	code: "unsupported_media_type",
};
const tooLarge = {
	...malformedIssue([], "The body is larger than 1 MiB."),
	code: "body_too_large",
};
