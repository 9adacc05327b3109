import { outcomes } from "../../outcome/outcome.ts";
import type { RequestEvent, ResponseEvent } from "../../request/events.ts";
import type { ReadCallName, SettlementState } from "../../settlement/state.ts";
import { onRecord, personAda } from "../builders.ts";
import { httpResponse } from "../script.ts";
import { historiesFor, instancesFor, type Proof, proofOf } from "./proofs.ts";

/** An event that may end the command of a state, and the row of the specification that it belongs to. */
export type ClassifiedEvent = { row: string; event: RequestEvent };

/** One event of each kind for the kinds of which one is enough. */
const plainEvents: Record<
	Exclude<RequestEvent["kind"], "response" | "throttled" | "not_sent">,
	RequestEvent
> = {
	no_response: { kind: "no_response" },
	no_token: { kind: "no_token" },
	slept: { kind: "slept" },
	refreshed: { kind: "refreshed" },
	refresh_failed: { kind: "refresh_failed" },
	refresh_refused: { kind: "refresh_refused" },
};

/** Every event that is examined for a state, with its row. */
export function eventsFor(
	state: SettlementState,
	now: number,
): ClassifiedEvent[] {
	const { kind } = state.command;
	const plain = Object.values(plainEvents);
	const throttled = [now, now + 500].flatMap((until): RequestEvent[] => [
		{ kind: "throttled", until },
		{ kind: "throttled", until, awaits_response: true },
	]);
	const notSent: RequestEvent[] = [
		{ kind: "not_sent" },
		{ kind: "not_sent", cause: "tls_certificate" },
		{ kind: "not_sent", cause: "proxy_refused" },
		{ kind: "not_sent", cause: "proxy_refused", permanent: true },
	];
	const others = [...plain, ...throttled, ...notSent];
	switch (kind) {
		case "finish":
			return [...others, httpResponse(200)].map((event) => ({
				row: "any event",
				event,
			}));
		case "sleep":
			return [...others, httpResponse(200)].map((event) => ({
				row: rowWhileSleeping(state.command, event, now),
				event,
			}));
		case "refresh_token":
			return [...others, httpResponse(200)].map((event) => ({
				row: isPermanentFailure(event)
					? "refresh: permanent cause"
					: (rowsWhileRefreshing[event.kind] ?? "refresh: refresh_failed"),
				event,
			}));
		case "submit":
			return [
				...others.map((event) => ({ row: rowOfNoAnswer(state, event), event })),
				...submitAnswers(state),
			];
		case "read_me":
		case "read_instance":
		case "read_history":
			return [
				...others.map((event) => ({ row: rowOfNoAnswer(state, event), event })),
				...readAnswers(state, kind),
			];
	}
}

function rowWhileSleeping(
	command: SettlementState["command"],
	{ kind }: RequestEvent,
	now: number,
): string {
	if (kind === "throttled") return "sleep: throttled";
	if (kind === "no_token") return "sleep: no_token";
	return command.kind === "sleep" && now < command.until
		? "sleep: any event before its end"
		: "sleep: its end";
}

const rowsWhileRefreshing: Partial<Record<RequestEvent["kind"], string>> = {
	refreshed: "refresh: refreshed",
	refresh_refused: "refresh: refresh_refused",
	no_token: "refresh: no_token",
	throttled: "refresh: throttled",
};

function rowOfNoAnswer(state: SettlementState, event: RequestEvent): string {
	switch (event.kind) {
		case "not_sent":
			return isPermanentFailure(event)
				? "not_sent, permanent cause"
				: "not_sent";
		case "no_token":
			return state.fresh_token ? "no_token, token fresh" : "no_token";
		case "throttled":
			return "throttled";
		case "no_response":
			return "no_response";
		default:
			return "another event";
	}
}

function isPermanentFailure(event: RequestEvent): boolean {
	return (
		event.kind === "not_sent" &&
		(event.cause === "tls_certificate" || event.permanent === true)
	);
}

function submitAnswers({ fresh_token }: SettlementState): ClassifiedEvent[] {
	const later = Date.UTC(2030, 0);
	const body = (outcome: object): object => ({ outcome });
	return [
		{ row: "204", event: httpResponse(204) },
		{ row: "204, says new", event: replayed("false") },
		{ row: "204, says repeat", event: replayed("true") },
		{ row: "another 2xx", event: httpResponse(200, "<html>") },
		{ row: "another 2xx", event: httpResponse(202, {}) },
		{ row: "3xx", event: httpResponse(302) },
		{ row: fresh_token ? "401, token fresh" : "401", event: httpResponse(401) },
		{ row: "429", event: httpResponse(429) },
		{ row: "408, 5xx", event: httpResponse(408) },
		{ row: "408, 5xx", event: httpResponse(503, "<html>") },
		{
			row: "5xx, body says deferred",
			event: httpResponse(503, body(outcomes.deferred("unavailable", later))),
		},
		{
			row: "4xx, body says conflict",
			event: httpResponse(422, body(outcomes.conflict(onRecord, ["comment"]))),
		},
		{
			row: "4xx, body says superseded",
			event: httpResponse(422, body(outcomes.superseded([]))),
		},
		{
			row: "4xx, body says forbidden, not_found or invalid",
			event: httpResponse(403, body(outcomes.refused("forbidden", null))),
		},
		{ row: "422", event: httpResponse(422, { error: { code: "LOCKED" } }) },
		{ row: "another 4xx", event: httpResponse(403, {}) },
		{ row: "another 4xx", event: httpResponse(403, "<html>") },
	];
}

function replayed(value: string): ResponseEvent {
	return response(204, null, { "idempotency-replayed": value });
}

function readAnswers(
	state: SettlementState,
	call: ReadCallName,
): ClassifiedEvent[] {
	const preflight = state.phase === "preflight";
	const used = state.unusable_reads >= 2;
	const permitted = state.attempts.some(
		(each) => each.call === call && each.status === 200,
	);
	const hidden = call === "read_me" ? "me: hidden" : `${call.slice(5)}: hidden`;
	const unreadable = used ? hidden : "200, unreadable";
	const refused =
		!preflight && permitted && !used ? "4xx, permitted before" : hidden;
	const html = (otherwise: string): string => {
		if (!preflight) return otherwise;
		return state.foreign_answers >= 2
			? "HTML or 3xx, third in a row"
			: "HTML or 3xx";
	};
	return [
		...proofs(state, call),
		{ row: unreadable, event: response(200, {}) },
		{ row: html(unreadable), event: response(200, "<html>") },
		{ row: refused, event: response(403, {}) },
		{ row: html(refused), event: response(404, "<html>") },
		{ row: html("408, 5xx"), event: response(302) },
		{ row: "408, 5xx", event: response(503, "<html>") },
		{ row: "408, 5xx", event: response(500, {}) },
		{ row: "408, 5xx", event: response(204) },
		{ row: "429", event: response(429, {}, { "retry-after": "100" }) },
		{
			row: state.fresh_token ? "401, token fresh" : "401",
			event: response(401),
		},
	];
}

function proofs(state: SettlementState, call: ReadCallName): ClassifiedEvent[] {
	if (call === "read_me")
		return [{ row: "me: read", event: response(200, personAda) }];
	const bodies: Record<Proof, unknown[]> =
		call === "read_instance" ? instancesFor : historiesFor;
	return Object.values(bodies)
		.flat()
		.map((data) => {
			const event = response(200, { data });
			return { row: `${call.slice(5)}: ${proofOf(state, event)}`, event };
		});
}

function response(
	status: number,
	data: unknown = null,
	headers: Record<string, string> = {},
): ResponseEvent {
	return { kind: "response", status, headers, data };
}
