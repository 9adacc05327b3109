import {
	type History,
	type Instance,
	type Scope,
	validate,
} from "@signoff/core";
import { historyStepSchema } from "@signoff/core/contract";
import { safe } from "@signoff/sdk";
import {
	type PreviousStep,
	type WaitingStep,
	waitingStepId,
} from "../model/waiting-step.ts";
import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import type { Effect } from "./messages.ts";
import { withTicks } from "./with-ticks.ts";

/** Lists the person's companies. */
export async function listCompanies(
	deps: EffectDeps,
	dispatch: Dispatch,
): Promise<void> {
	const { client, signal } = deps;
	const reading = safe(collect(client.companies.list({ signal })));
	const read = await withTicks(deps, dispatch, reading);
	if (read.kind === "ok")
		dispatch({ kind: "companies_loaded", companies: read.value });
	else dispatch({ ...read, kind: "startup_failed" });
}

/** Reads the person and one instance. */
export function openInstance(
	deps: EffectDeps,
	effect: Extract<Effect, { kind: "open_instance" }>,
	dispatch: Dispatch,
): Promise<void> {
	return withTicks(deps, dispatch, readInstance(deps, effect, dispatch));
}

async function readInstance(
	{ client, signal, deadlineMs, now }: EffectDeps,
	{ scope, instance }: Extract<Effect, { kind: "open_instance" }>,
	dispatch: Dispatch,
): Promise<void> {
	const options = { signal, deadlineMs };
	const me = await safe(client.me(scope, options));
	if (me.kind === "failed") return dispatch({ ...me, kind: "startup_failed" });
	// The outbox opens meanwhile: the step is shown with its draft.
	dispatch({ kind: "me_loaded", me: me.value });
	const read = await safe(client.instances.get(scope, instance, options));
	if (read.kind === "failed")
		return dispatch({ ...read, kind: "startup_failed" });
	const waitingStep = currentStepOf(scope, read.value, now());
	dispatch(
		waitingStep === null
			? { kind: "instance_has_no_step", instance }
			: { kind: "instance_opened", waitingStep },
	);
}

/** Reads a step's instance again. If that fails, the step stays as the inbox showed it. */
export async function refreshStep(
	{ client, signal }: EffectDeps,
	waitingStep: WaitingStep,
	dispatch: Dispatch,
): Promise<void> {
	const { scope, instance } = waitingStep;
	const read = await safe(client.instances.get(scope, instance.id, { signal }));
	if (read.kind === "ok")
		dispatch({
			kind: "step_refreshed",
			id: waitingStepId(waitingStep),
			instance: read.value,
		});
}

/** Reads the steps before the current one. */
export async function loadHistory(
	{ client, signal }: EffectDeps,
	waitingStep: WaitingStep,
	dispatch: Dispatch,
): Promise<void> {
	const { scope, instance, step } = waitingStep;
	const read = await safe(
		client.instances.history(scope, instance.id, { signal }),
	);
	dispatch({
		kind: "history_loaded",
		id: waitingStepId(waitingStep),
		steps:
			read.kind === "ok" ? previousSteps(read.value, step.started_at) : null,
	});
}

/** The current step of an instance that was opened by its id. The tool's name is not known, only its type. */
function currentStepOf(
	scope: Scope,
	instance: Instance,
	now: number,
): WaitingStep | null {
	const step = instance.current_step_occurrence;
	if (step === null) return null;
	return {
		scope,
		project: null,
		tool: (instance.tool_type ?? "item").replaceAll("_", " "),
		instance,
		step,
		waiting_since: step.started_at,
		overdue: Date.parse(step.overdue_at ?? "") < now,
	};
}

/**
 * The steps that ended before the current one began, oldest first.
 *
 * @param currentStartedAt the start of the current step
 */
function previousSteps(
	{ history }: History,
	currentStartedAt: string | null,
): PreviousStep[] {
	return history.flatMap(({ type, details }) => {
		if (type !== "ResponseStep") return [];
		const step = validate(historyStepSchema, details);
		return step.kind === "parsed" &&
			step.value.ended_at !== null &&
			step.value.started_at !== currentStartedAt
			? [step.value]
			: [];
	});
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
	const collected: T[] = [];
	for await (const item of items) collected.push(item);
	return collected;
}
