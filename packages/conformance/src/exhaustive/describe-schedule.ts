import type { RequestEvent } from "@signoff/core";
import {
	coreRule,
	type SettlementRule,
} from "../model-check/settlement-rule.ts";
import { describeChoice } from "./describe-fault.ts";
import { describeWorld } from "./describe-world.ts";
import { followUpsOf } from "./follow-up.ts";
import { judge, nothingJudged } from "./judge.ts";
import type { Schedule } from "./result.ts";
import { beginRun, endRun, endStep, executeNext } from "./run.ts";
import { startedAt } from "./world-scenario.ts";

/**
 * Plays a schedule again and tells it in words: the world, one line for each command, and the outcome.
 *
 * @param calls the limit of requests that it was found with
 */
export function describeSchedule(
	{ world, choices }: Schedule,
	calls: number,
	rule: SettlementRule = coreRule,
): string[] {
	const run = beginRun(world, calls, rule);
	const lines = [`World: ${describeWorld(world)}.`];
	const print = (text: string): void => {
		lines.push(`  +${run.network.now - startedAt} ms ${text}`);
	};
	const left = [...choices];
	while (run.command.kind !== "finish") {
		const { kind } = run.command;
		const choice = kind === "sleep" ? undefined : left.shift();
		if (kind !== "sleep" && choice === undefined) break;
		if (choice?.kind === "step_ended") {
			endStep(run);
			print(describeChoice(choice));
			continue;
		}
		const { event } = executeNext(run, choice);
		const fault = choice === undefined ? "" : ` (${describeChoice(choice)})`;
		print(`${kind}${fault} → ${describeEvent(event)}`);
	}
	const result = endRun(run);
	const { attempts: _, ...outcome } = result.outcome;
	lines.push(`  ${result.ended}: ${JSON.stringify(outcome)}`);
	const violated = new Set(judge(result, rule, nothingJudged()));
	for (const { play } of followUpsOf(result, rule))
		play((line) => lines.push(`  ${line}`));
	return [...lines, `  violates: ${[...violated].join(", ") || "nothing"}`];
}

function describeEvent(event: RequestEvent): string {
	return event.kind === "response"
		? String(event.status)
		: event.kind.replaceAll("_", " ");
}
