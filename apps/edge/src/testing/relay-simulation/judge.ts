import {
	currentStep,
	externalOrigin,
	type FinalState,
	findResponse,
	isOutcomeTrue,
	stateOf,
} from "@signoff/conformance/simulation";
import type { Outcome } from "@signoff/core";
import { isSameResponse } from "@signoff/core/contract";
import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import {
	isValid,
	principalOf,
	type Reply,
	type Save,
	type World,
} from "./world.ts";

/** What a run violates; empty if every invariant holds. Each begins with the name of the invariant. */
export function judge(world: World, hasEnded: boolean): string[] {
	return [
		...world.violations,
		...(hasEnded ? [] : ["live: the run does not end"]),
		...once(world),
		...world.saves.flatMap((save) => ends(world, save)),
		...world.replies.flatMap((reply) =>
			[sound, unsent, undisturbed, permitted, reads, punctual, settles].flatMap(
				(check) => {
					const violation = check(world, reply);
					return violation === null ? [] : [`${check.name}: ${violation}`];
				},
			),
		),
	];
}

/** At most one response of a person on a step. */
function once({ server }: World): string[] {
	return stateOf(server).occurrences.flatMap(({ id, responses }) => {
		const people = responses.map(({ person_id }) => person_id);
		return new Set(people).size === people.length
			? []
			: [`once: two responses of one person on step ${id}`];
	});
}

/** A stored outcome is true, and a response that the settlement itself has sent is not `unchanged`. */
function ends(world: World, { settlement, chain, at }: Save): string[] {
	const { id, outcome, principal, state } = settlement;
	const token = world.scenario.tokens.find(
		(each) => principalOf(world, each) === principal,
	);
	if (outcome === null || token === undefined) return [];
	const { submission } = state;
	const request = { ...noRequest, token, submission };
	const reply: Reply = {
		...{ request, token, id, chain, wait_ms: 0 },
		...{ asked_at: at, answered_at: at, was_open: true, is_open: true },
		result: { kind: "outcome", outcome },
	};
	const isTrue = isOutcomeTrue(outcome, submission, finalState(world, reply));
	const isNovel =
		outcome.kind !== "unchanged" || recordsOf(world, reply).length === 0;
	return [
		...(isTrue ? [] : [`sound: ${outcome.kind} is stored`]),
		...(isNovel ? [] : ["novel: its own response is unchanged"]),
	];
}

const noRequest = {
	...{ at_ms: 0, wait_ms: 0, retry_wait_ms: 0, retries: 0, is_async: false },
	retry_token: { value: "", person_id: "", revoked_at_ms: null },
};

/** Whoever learns what is on record has just read the instance. */
function reads(world: World, reply: Reply): string | null {
	const { result, token, asked_at, answered_at } = reply;
	if (world.scenario.identity === "service" || result.kind !== "outcome")
		return null;
	const hasRead = world.reads.some(
		({ token: value, at }) =>
			value === token.value && asked_at <= at && at <= answered_at,
	);
	return hasRead || !showsRecord.has(result.outcome.kind)
		? null
		: `${token.value} receives ${result.outcome.kind} without a read`;
}

const showsRecord: ReadonlySet<Outcome["kind"]> = new Set([
	"recorded",
	"unchanged",
	"accepted",
	"conflict",
	"superseded",
]);

/** An outcome is true of what the server holds at the end. `failed` says that nothing is on record. */
function sound(world: World, reply: Reply): string | null {
	const { result, request, id } = reply;
	if (result.kind !== "outcome") return null;
	const { outcome } = result;
	const { isRefusal } = credentialFacts(world, reply);
	if (id === null || isRefusal) return null;
	return isOutcomeTrue(outcome, request.submission, finalState(world, reply))
		? null
		: `${outcome.kind} to ${reply.token.value}`;
}

/** The server's record, as the settlement that answered is responsible for it. */
function finalState(world: World, reply: Reply): FinalState {
	const { server, scenario } = world;
	const { submission } = reply.request;
	const state = stateOf(server);
	const response = findResponse(
		state,
		submission.response.current_step_occurrence_id,
		reply.token.person_id,
	);
	const isOwn = recordsOf(world, reply).length > 0;
	return {
		response: response && {
			...response,
			origin: isOwn ? response.origin : externalOrigin,
		},
		current_step: currentStep(state)?.id ?? null,
		read_showed_unanswered: true,
		sends_outcome: scenario.plan.variants.sends_outcome,
	};
}

/** The submits of the settlement that answered which put the caller's response on record. */
function recordsOf(world: World, reply: Reply): World["posts"] {
	const { submission } = reply.request;
	const recorded = findResponse(
		stateOf(world.server),
		submission.response.current_step_occurrence_id,
		reply.token.person_id,
	);
	return postsOf(world, reply).filter(
		({ origin }) => origin === recorded?.origin,
	);
}

/**
 * The submits of the same response that the settlement which answered has sent, or sends later. If none was open at the
 * answer, those are not its own that follow another request.
 */
function postsOf(world: World, reply: Reply): World["posts"] {
	const { id, chain, request, is_open } = reply;
	return world.posts.filter(
		(post) =>
			post.id === id &&
			post.chain === chain &&
			isSameResponse(post.submission, request.submission) &&
			(is_open || !isAskedBetween(world, reply, post.at)),
	);
}

/** After `deferred`, the settlement sends nothing more. */
function unsent(world: World, reply: Reply): string | null {
	const { result, answered_at } = reply;
	const isDeferred =
		result.kind === "failed" ||
		(result.kind === "outcome" && result.outcome.kind === "deferred");
	if (!isDeferred || reply.id === null) return null;
	const later = postsOf(world, reply).filter(({ at }) => at > answered_at);
	return later.length === 0
		? null
		: `${later[0]?.origin} was sent after ${reply.token.value} was deferred`;
}

/** The end of a wait does not end a submit that is under way. */
function undisturbed({ posts }: World, reply: Reply): string | null {
	const waitEndedAt = reply.asked_at + reply.wait_ms + 1_000;
	const post = posts.find(
		({ id, aborted_at, at }) =>
			id === reply.id && aborted_at === waitEndedAt && at < aborted_at,
	);
	return post === undefined || reply.result.kind !== "outcome"
		? null
		: `${post.origin} is aborted when ${reply.token.value} stops waiting`;
}

/** Whether another caller with the same response still waited after the answer, or asked later, before a moment. */
function isAskedBetween(
	{ replies }: World,
	reply: Reply,
	before: number,
): boolean {
	const { id, answered_at, request } = reply;
	return replies.some(
		(other) =>
			other !== reply &&
			other.id === id &&
			isSameResponse(other.request.submission, request.submission) &&
			other.answered_at >= answered_at &&
			other.asked_at <= before,
	);
}

/** What an answer to a refused credential may say. */
const revealing: ReadonlySet<Outcome["kind"]> = new Set([
	"recorded",
	"unchanged",
	"accepted",
	"conflict",
	"superseded",
	"invalid",
	"forbidden",
]);

/** A caller whose token was refused before the request does not learn what is on record, and does not attach. */
function permitted(world: World, reply: Reply): string | null {
	const { result, token, asked_at, was_open } = reply;
	const isService = world.scenario.identity === "service";
	if (isService && result.kind === "outcome") {
		// The login of the service account is not the caller's, and a key that is revoked covers nothing.
		if (result.outcome.kind === "unauthenticated")
			return `${token.value} is refused for the edge's own login`;
		if (result.outcome.kind === "forbidden") return null;
		const { selected_response_option_id } = reply.request.submission.response;
		const isReject = selected_response_option_id === "2001";
		if (token.value === "third" && isReject && reply.id !== null)
			return "a key responds with a type that it does not cover";
	}
	if (isValid(token, asked_at)) {
		const isRefused =
			result.kind === "outcome" && result.outcome.kind === "unauthenticated";
		return isRefused && tokensOf(world, reply).every((each) => isValid(each))
			? `${token.value} is refused, but valid`
			: null;
	}
	if (result.kind === "outcome" && revealing.has(result.outcome.kind))
		return `${result.outcome.kind} to ${token.value}, which is revoked`;
	return result.kind === "accepted" && was_open
		? `${token.value} attaches, but is revoked`
		: null;
}

const graceMs = 2_500;

/** A caller waits no longer than the request says. */
function punctual(_: World, reply: Reply): string | null {
	const { asked_at, answered_at, wait_ms, request } = reply;
	const ms = answered_at - asked_at;
	// The person, the instance and the store have to be asked first.
	const most = request.is_async && wait_ms === 0 ? 62_000 : wait_ms + graceMs;
	return ms <= most ? null : `${ms} ms instead of ${wait_ms}`;
}

/** What was accepted ends with certainty once faults end, as long as its tokens are valid. */
function settles(world: World, reply: Reply): string | null {
	const { result, asked_at, answered_at } = reply;
	if (result.kind !== "accepted") return null;
	const ends = world.saves.filter(
		({ settlement, at }) =>
			settlement.id === result.id &&
			settlement.outcome !== null &&
			at >= asked_at,
	);
	const last = world.stored.get(result.id);
	if (last !== undefined && isUnproven(last)) return null;
	// Its end can be stored just before the answer.
	const end = ends.find(({ at }) => at > answered_at) ?? ends.at(-1);
	const outcome = end?.settlement.outcome;
	if (!outcome) return "an accepted settlement has not ended";
	const isCertain = outcome.kind !== "uncertain" && outcome.kind !== "deferred";
	const tokens =
		world.scenario.identity === "service" ? [] : tokensOf(world, reply);
	return isCertain || !tokens.every((token) => token.revoked_at_ms === null)
		? null
		: `an accepted settlement ends ${outcome.kind}`;
}

/**
 * Whether a settlement can stay uncertain on a healthy server: a refusal in doubt is proof only if a read shows the
 * response or the step.
 */
export function isUnproven({ state, outcome }: StoredSettlement): boolean {
	const { in_doubt, refusal, step_fingerprint } = state;
	return (
		(outcome === null || outcome.kind === "uncertain") &&
		((in_doubt && refusal !== null) || step_fingerprint === null)
	);
}

function tokensOf({ scenario }: World, { token }: Reply) {
	return scenario.tokens.filter(
		({ person_id }) => person_id === token.person_id,
	);
}

/** A refusal of the caller's own credential says nothing of the settlement. */
function credentialFacts(_: World, { result, token, answered_at }: Reply) {
	const isRefusal =
		result.kind === "outcome" &&
		result.outcome.kind === "unauthenticated" &&
		!isValid(token, answered_at);
	return { isRefusal };
}
