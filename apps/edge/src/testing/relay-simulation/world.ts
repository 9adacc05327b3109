import {
	type Choices,
	chance,
	createVirtualServer,
	performEvent,
	schedule,
	type VirtualServer,
} from "@signoff/conformance/simulation";
import type { Submission } from "@signoff/core";
import type { StoredSettlement } from "../../settlements/stored-settlement.ts";
import type { SubmitResult } from "../../upstreams/upstream.ts";
import type { CallerRequest, Scenario, Token } from "./scenario.ts";

/** A save that succeeded. `chain` counts the ends with certainty of the same settlement before it. */
export type Save = {
	process: number;
	settlement: StoredSettlement;
	chain: number;
	at: number;
};

/** A submit that a process has sent. */
export type Post = {
	/** Names the response that it puts on record. */
	origin: string;
	process: number;
	person_id: string;
	/** The id of its settlement. */
	id: string;
	chain: number;
	submission: Submission;
	at: number;
	/** When its process gave up waiting for the answer. */
	aborted_at: number | null;
};

/** An answer to a caller. */
export type Reply = {
	request: CallerRequest;
	token: Token;
	asked_at: number;
	answered_at: number;
	wait_ms: number;
	/** `failed`: the process reports an error, which HTTP answers with `deferred`; `lost`: it has stopped. */
	result: SubmitResult | { kind: "failed" } | { kind: "lost" };
	/** The settlement that answered; `null` if the edge answered before there was one. */
	id: string | null;
	chain: number;
	/** Whether the settlement was open when the caller asked. */
	was_open: boolean;
	/** Whether the settlement of the same response was open after the answer. */
	is_open: boolean;
};

/** One run: the server in front of which relays run, and everything that happened. */
export type World = {
	scenario: Scenario;
	choices: Choices;
	startedAt: number;
	server: VirtualServer;
	saves: Save[];
	posts: Post[];
	/** Reads of the instance that were answered, by token. */
	reads: { token: string; at: number }[];
	replies: Reply[];
	/** What must not happen and is seen at once. */
	violations: string[];
	/** The settlement that was saved last, by id. */
	stored: Map<string, StoredSettlement>;
	chains: Map<string, number>;
	/** The ids of settlements by principal and step. */
	ids: Map<string, string>;
	/** The settlement that each request for one has reached. */
	reached: WeakMap<Submission, string>;
	trace: string[];
	crashes: number;
};

const startedAt = Date.UTC(2026, 0, 5, 9);
const maxCrashes = 3;

/** Creates the world of a scenario. */
export function createWorld(scenario: Scenario, choices: Choices): World {
	const server = createVirtualServer(scenario.plan, startedAt - 60_000);
	if (scenario.overridden_at_ms !== null)
		schedule(server, startedAt + scenario.overridden_at_ms, (target, at) =>
			performEvent(target, { kind: "overrides" }, at),
		);
	return {
		...{ scenario, choices, startedAt, server },
		saves: [],
		posts: [],
		reads: [],
		replies: [],
		violations: [],
		stored: new Map(),
		chains: new Map(),
		ids: new Map(),
		reached: new WeakMap(),
		trace: [],
		crashes: 0,
	};
}

/** When every world starts, Unix milliseconds. */
export const worldStart: number = startedAt;

/** Whether faults happen now. */
export function hasFaults({ scenario }: World): boolean {
	return Date.now() < startedAt + scenario.faults_until_ms;
}

/** Whether the process stops at this point. */
export function crashesHere(world: World): boolean {
	const { choices, scenario } = world;
	if (!hasFaults(world) || world.crashes >= maxCrashes) return false;
	if (!chance(choices, scenario.crash_percent)) return false;
	world.crashes++;
	return true;
}

/** Whether the server accepts a token now. */
export function isValid(
	{ revoked_at_ms }: Token,
	now: number = Date.now(),
): boolean {
	return revoked_at_ms === null || now < startedAt + revoked_at_ms;
}

/** Who owns the settlements of a caller. */
export function principalOf(
	{ scenario }: World,
	{ value, person_id }: Token,
): string {
	return scenario.identity === "service"
		? `key ${value}`
		: `person ${person_id}`;
}

/** Adds a line to what is printed of a run that violates an invariant. */
export function note(world: World, text: string): void {
	world.trace.push(`${String(Date.now() - startedAt).padStart(8)} ${text}`);
}
