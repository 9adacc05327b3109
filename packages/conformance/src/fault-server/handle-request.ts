import type { HttpResponseData, Outcome } from "@signoff/core";
import {
	parseCompanyHeader,
	parseWireSubmission,
} from "@signoff/core/contract";
import { outcomes } from "@signoff/core/outcome";
import { malformedIssue } from "@signoff/core/validation";
import { answerSubmit, refusal } from "../simulation/server-responses.ts";
import { receive, show } from "../simulation/virtual-server.ts";
import { isAt } from "../simulation/world.ts";
import { loginPage } from "./delivery-plan.ts";
import { type Hosted, noteShown } from "./hosted-world.ts";
import { grant, unknownClient } from "./oauth-server.ts";
import { type Body, parseJson } from "./read-body.ts";
import type { Route } from "./router.ts";

/** A call as it came in, whole. */
export type Incoming = {
	route: Route;
	/** Whether its token is good; a request for tokens needs none. */
	authorized: boolean;
	/** The header `Procore-Company-Id`. */
	company: string | undefined;
	content_type: string | undefined;
	body: Body;
	/** What it puts on record under. */
	name: string;
};

/**
 * A call reaches the world's server: what it answers. In the order of a server of ours: 401, 415, 413, 400, 404, and
 * then core's rule.
 *
 * @param lag how old what a read shows is, in milliseconds
 */
export function reach(
	hosted: Hosted,
	incoming: Incoming,
	lag: number,
): HttpResponseData {
	const { server } = hosted;
	const { call, where, login } = incoming.route;
	if (login) return loginPage;
	if (!incoming.authorized) return unknownToken;
	if (call === "refresh_token") return tokens(hosted, incoming);
	if (call === "read_me") return show(server, call, hosted.now());
	if (call === "other" || where === null) return refusal(404);
	if (call === "submit") return submit(hosted, incoming);
	const refused = misplaced(hosted, incoming);
	if (refused !== null) return refused;
	const at = hosted.now() - lag;
	noteShown(hosted, call, at);
	return show(server, call, at);
}

function tokens(
	{ login, access, now }: Hosted,
	{ body }: Incoming,
): HttpResponseData {
	if (login === null || body.kind !== "read") return unknownClient;
	return grant(login, access, new URLSearchParams(body.text), now());
}

/** What a token that is no good is answered with. */
export const unknownToken: HttpResponseData = {
	...refusal(401),
	headers: { "www-authenticate": "Bearer" },
};

function submit(hosted: Hosted, incoming: Incoming): HttpResponseData {
	const { server } = hosted;
	const { body, content_type, name, route } = incoming;
	const answer = (outcome: Outcome): HttpResponseData =>
		answerSubmit(server.plan, outcome, false, hosted.now());
	if (!/^application\/json\s*(;|$)/i.test(content_type ?? ""))
		return answer(outcomes.invalid([notJson]));
	if (body.kind !== "read") return answer(outcomes.invalid([tooLarge]));
	const json = parseJson(body.text);
	if (json.kind === "invalid") return answer(outcomes.invalid(json.issues));
	const where = route.where ?? { company_id: "", id: "" };
	const parsed = parseWireSubmission(where, json.value);
	if (parsed.kind === "invalid") return answer(outcomes.invalid(parsed.issues));
	return (
		misplaced(hosted, incoming) ??
		receive(server, parsed.value, name, hosted.now())
	);
}

/** The company header and the path, which must lead to the world's own instance. */
function misplaced(
	{ server, now }: Hosted,
	{ company, route }: Incoming,
): HttpResponseData | null {
	// Left out, it has surfaced as a misleading 404 (contract §1).
	if (route.where === null || company === undefined) return refusal(404);
	const header = parseCompanyHeader(company, route.where.company_id);
	if (header.kind === "invalid")
		return answerSubmit(
			server.plan,
			outcomes.invalid(header.issues),
			false,
			now(),
		);
	return isAt(server.plan, route.where) ? null : refusal(404);
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
