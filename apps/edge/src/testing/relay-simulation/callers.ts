import type { Outcome, Submission } from "@signoff/core";
import { isSameResponse } from "@signoff/core/contract";
import type { RelayProcess } from "./relay-process.ts";
import type { CallerRequest, Token } from "./scenario.ts";
import { sleep } from "./virtual-time.ts";
import { isValid, note, principalOf, type Reply, type World } from "./world.ts";

/** The process that listens; `null` while there is none. */
export type CurrentProcess = () => RelayProcess | null;

const offlineRetryMs = 700;
const maxPolls = 6;

/** Sends a caller's request, and again if nothing is certain. Asks for what was accepted. */
export async function runCaller(
	world: World,
	request: CallerRequest,
	current: CurrentProcess,
): Promise<void> {
	await sleep(request.at_ms);
	for (let sent = 0; sent <= request.retries; sent++) {
		const { token, wait_ms } =
			sent === 0
				? request
				: { token: request.retry_token, wait_ms: request.retry_wait_ms };
		const asked = { ...request, wait_ms };
		const result = await send(world, asked, token, current());
		if (result.kind === "accepted") {
			await poll(world, result.id, token, current);
			return;
		}
		if (result.kind === "outcome" && !("retry_at" in result.outcome)) return;
		await sleep(retryMs(result));
	}
}

function retryMs(result: Reply["result"]): number {
	const outcome: Outcome | null =
		result.kind === "outcome" ? result.outcome : null;
	return outcome !== null && "retry_at" in outcome
		? Math.min(30_000, Math.max(1, Date.parse(outcome.retry_at) - Date.now()))
		: offlineRetryMs;
}

async function send(
	world: World,
	request: CallerRequest,
	token: Token,
	process: RelayProcess | null,
): Promise<Reply["result"]> {
	const { wait_ms, is_async } = request;
	// One object for each request.
	const submission = structuredClone(request.submission);
	if (process === null) return { kind: "lost" };
	const asked_at = Date.now();
	const step = submission.response.current_step_occurrence_id;
	const known = world.ids.get(`${principalOf(world, token)} ${step}`);
	const was_open = known !== undefined && isOpen(world, known);
	// A respond-async that does not wait.
	const waitMs = is_async && wait_ms === 25_000 ? 0 : wait_ms;
	note(
		world,
		`${token.value} sends ${submission.response.selected_response_option_id}${is_async ? " async" : ""} wait ${waitMs} to p${process.number}`,
	);
	const result = await Promise.race([
		process.upstream
			.submit({ id: token.value, token: token.value }, submission, {
				waitMs,
				isAsync: is_async,
			})
			.catch((error: unknown) => failed(world, error)),
		process.stopped.then((): Reply["result"] => ({ kind: "lost" })),
	]);
	const answer: Reply["result"] = process.isAlive() ? result : { kind: "lost" };
	const id = world.reached.get(submission) ?? null;
	world.replies.push({
		...{ request, token, asked_at, was_open, id, result: answer },
		answered_at: Date.now(),
		wait_ms: waitMs,
		is_open: id !== null && isOpen(world, id, submission),
		chain: id === null ? 0 : chainOf(world, id, answer),
	});
	note(
		world,
		`${token.value} receives ${answer.kind === "outcome" ? answer.outcome.kind : answer.kind}`,
	);
	return answer;
}

function failed(world: World, error: unknown): { kind: "failed" } {
	const known = error instanceof Error && error.message === "The disk is full.";
	if (!known) world.violations.push(`throws: ${String(error)}`);
	return { kind: "failed" };
}

/** The chain whose end the answer is; else the one that is open. */
function chainOf(
	{ saves, chains }: World,
	id: string,
	answer: Reply["result"],
): number {
	if (answer.kind === "outcome") {
		const text = JSON.stringify(answer.outcome.attempts);
		const end = saves.findLast(
			({ settlement }) =>
				settlement.id === id &&
				settlement.outcome?.kind === answer.outcome.kind &&
				JSON.stringify(settlement.outcome.attempts) === text,
		);
		if (end !== undefined) return end.chain;
	}
	return chains.get(id) ?? 0;
}

function isOpen(
	{ stored }: World,
	id: string,
	submission: Submission | null = null,
): boolean {
	const settlement = stored.get(id);
	return (
		settlement !== undefined &&
		settlement.outcome === null &&
		(submission === null ||
			isSameResponse(settlement.state.submission, submission))
	);
}

/** Asks for an accepted settlement, as its own person and as another one. */
async function poll(
	world: World,
	id: string,
	token: Token,
	current: CurrentProcess,
): Promise<void> {
	for (let polls = 0; polls < maxPolls; polls++) {
		await sleep(polls * 2_500);
		for (const asker of world.scenario.tokens) {
			const process = current();
			if (process === null) continue;
			const asked = Date.now();
			const result = await Promise.race([
				process.upstream
					.readSettlement({ id: asker.value, token: asker.value }, id)
					.catch((error: unknown) => failed(world, error)),
				process.stopped,
			]);
			if (result?.kind !== "ok") continue;
			const isPermitted =
				principalOf(world, asker) === principalOf(world, token) &&
				isValid(asker, asked);
			if (!isPermitted)
				world.violations.push(`permitted: ${asker.value} reads a settlement`);
		}
	}
}
