import { safe } from "@signoff/sdk";
import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import type { Effect } from "./messages.ts";

/** A submission that the sdk is settling. */
export type SubmissionInProgress = {
	/** Ends it with the outcome that is known so far. */
	abort: () => void;
	/** Resolves after the outcome was dispatched. */
	done: Promise<void>;
};

const tickMs = 1000;

/** Submits a response; dispatches its progress, a tick each second, and its outcome. */
export function startSubmission(
	deps: EffectDeps,
	effect: Extract<Effect, { kind: "submit" }>,
	dispatch: Dispatch,
): SubmissionInProgress {
	const { now } = deps;
	const controller = new AbortController();
	const timer = setInterval(
		() => dispatch({ kind: "ticked", now: now() }),
		tickMs,
	);
	const done = submit(deps, effect, controller.signal, dispatch).finally(() =>
		clearInterval(timer),
	);
	return { abort: () => controller.abort(), done };
}

async function submit(
	{ client, deadlineMs, now }: EffectDeps,
	{ submission, instance }: Extract<Effect, { kind: "submit" }>,
	signal: AbortSignal,
	dispatch: Dispatch,
): Promise<void> {
	const settled = await safe(
		client.respond(submission, {
			...(instance === null ? {} : { instance }),
			deadlineMs,
			signal,
			onProgress: ({ attempts, activity }) =>
				dispatch({ kind: "progressed", attempts, activity }),
		}),
	);
	dispatch({ kind: "ticked", now: now() });
	dispatch({
		kind: "settled",
		outcome: settled.kind === "ok" ? settled.value : settled.outcome,
	});
}
