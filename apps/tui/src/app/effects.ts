import {
	type History,
	type Instance,
	type Scope,
	validate,
} from "@signoff/core";
import { historyStepSchema } from "@signoff/core/contract";
import type { Client } from "@signoff/sdk";
import { reading } from "../cli/reading.ts";
import { stepsWaiting } from "../cli/steps-waiting.ts";
import { batched } from "./batch-updates.ts";
import type { Command, Message } from "./messages.ts";
import type { Asked, Earlier } from "./model/waiting-step.ts";
import { keyOf } from "./model/waiting-step.ts";

/** What the adapter works with. */
export type Surroundings = {
	client: Client;
	/** Most milliseconds for one submission. */
	deadlineMs: number | undefined;
	/** Ends every read, once the app is left. */
	signal: AbortSignal;
	/** Unix milliseconds. */
	now: () => number;
	/** Told of what nobody foresaw. */
	failed: (error: unknown) => void;
};

/** Does what the app wants through the sdk, and tells the app what came of it. */
export type Adapter = {
	perform: (command: Command, dispatch: Dispatch) => void;
	/** Resolves once no submission is under way. */
	quiet: () => Promise<void>;
};

type Dispatch = (message: Message) => void;

/** The one place where the app meets the sdk. */
export function createAdapter(surroundings: Surroundings): Adapter {
	const { client, deadlineMs, signal, now, failed } = surroundings;
	let sending: { aborter: AbortController; over: Promise<void> } | null = null;

	async function findCompanies(dispatch: Dispatch): Promise<void> {
		const read = await reading(all(client.companies.list({ signal })));
		if (read.kind === "read")
			dispatch({ kind: "companies_found", places: read.value });
		else dispatch({ ...read, kind: "opening_failed" });
	}

	async function openInstance(
		scope: Scope,
		instance: string,
		dispatch: Dispatch,
	): Promise<void> {
		const me = await reading(client.me(scope, { signal, deadlineMs }));
		if (me.kind === "unread")
			return dispatch({ ...me, kind: "opening_failed" });
		const read = await reading(
			client.instances.get(scope, instance, { signal, deadlineMs }),
		);
		if (read.kind === "unread")
			return dispatch({ ...read, kind: "opening_failed" });
		dispatch({ kind: "me_known", me: me.value });
		const asked = askedOf(scope, read.value, now());
		dispatch(
			asked === null
				? { kind: "instance_over", instance }
				: { kind: "instance_opened", asked },
		);
	}

	async function load(
		scope: Scope,
		load: number,
		dispatch: Dispatch,
	): Promise<void> {
		dispatch({ kind: "ticked", now: now() });
		const rows = batched<Asked>((asked) =>
			dispatch({ kind: "found", load, asked }),
		);
		const [me, read] = await Promise.all([
			reading(client.me(scope, { signal })),
			reading(stepsWaiting(scope, client, signal, now(), rows.add)),
		]);
		rows.flush();
		if (me.kind === "read") dispatch({ kind: "me_known", me: me.value });
		if (read.kind === "read")
			dispatch({ kind: "loaded", load, hidden: read.value.hidden });
		else dispatch({ ...read, kind: "load_failed", load });
	}

	async function checkAgain(asked: Asked, dispatch: Dispatch): Promise<void> {
		const read = await reading(
			client.instances.get(scopeOf(asked), asked.instance.id, { signal }),
		);
		// Where it cannot be read, what the inbox showed stands.
		if (read.kind === "read")
			dispatch({ kind: "checked", key: keyOf(asked), instance: read.value });
	}

	async function readPast(asked: Asked, dispatch: Dispatch): Promise<void> {
		const read = await reading(
			client.instances.history(scopeOf(asked), asked.instance.id, { signal }),
		);
		const steps =
			read.kind === "read"
				? earlierSteps(read.value, asked.step.started_at)
				: null;
		dispatch({ kind: "past_read", key: keyOf(asked), steps });
	}

	async function send(
		{ submission, seen }: Extract<Command, { kind: "send" }>,
		aborter: AbortController,
		dispatch: Dispatch,
	): Promise<void> {
		const settled = await reading(
			client.respond(submission, {
				...(seen === null ? {} : { instance: seen }),
				deadlineMs,
				signal: aborter.signal,
				onProgress: ({ attempts, activity }) =>
					dispatch({ kind: "progressed", attempts, doing: activity }),
			}),
		);
		dispatch({ kind: "ticked", now: now() });
		dispatch({
			kind: "settled",
			outcome: settled.kind === "read" ? settled.value : settled.outcome,
		});
	}

	function begin(command: Command, dispatch: Dispatch): Promise<void> | null {
		switch (command.kind) {
			case "find_companies":
				return findCompanies(dispatch);
			case "open_instance":
				return openInstance(command.scope, command.instance, dispatch);
			case "load":
				return load(command.scope, command.load, dispatch);
			case "check":
				return checkAgain(command.asked, dispatch);
			case "read_past":
				return readPast(command.asked, dispatch);
			case "send": {
				const aborter = new AbortController();
				const ticking = setInterval(
					() => dispatch({ kind: "ticked", now: now() }),
					1000,
				);
				const over = send(command, aborter, dispatch).finally(() =>
					clearInterval(ticking),
				);
				sending = { aborter, over };
				return over;
			}
			case "break_off":
				sending?.aborter.abort();
				return null;
		}
	}

	return {
		perform: (command, dispatch) => {
			begin(command, dispatch)?.catch(failed);
		},
		quiet: async () => {
			await sending?.over.catch(() => {});
		},
	};
}

function scopeOf({ company_id, project_id }: Asked): Scope {
	return { company_id, project_id };
}

/** An instance that was not found through the inbox: its tool is known by its type alone. */
function askedOf(
	{ company_id, project_id }: Scope,
	instance: Instance,
	now: number,
): Asked | null {
	const step = instance.current_step_occurrence;
	if (step === null) return null;
	const due = Date.parse(step.overdue_at ?? "");
	return {
		company_id,
		...(project_id === undefined ? {} : { project_id }),
		project: null,
		tool: (instance.tool_type ?? "item").replaceAll("_", " "),
		instance,
		step,
		waiting_since: step.started_at,
		overdue: due < now,
	};
}

/** The steps that ended before the current one began, oldest first. */
function earlierSteps({ history }: History, before: string | null): Earlier[] {
	return history.flatMap(({ type, details }) => {
		if (type !== "ResponseStep") return [];
		const step = validate(historyStepSchema, details);
		return step.kind === "parsed" &&
			step.value.ended_at !== null &&
			step.value.started_at !== before
			? [step.value]
			: [];
	});
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
	const collected: T[] = [];
	for await (const item of items) collected.push(item);
	return collected;
}
