import type { Issue } from "@signoff/core";
import { malformedIssue } from "@signoff/core/validation";
import type { Session } from "../context/command-context.ts";
import type { Result } from "../output/result.ts";
import { prepare } from "../prepare.ts";
import { reading } from "../reading.ts";
import { foretell } from "./preview.ts";

/** `signoff respond`: answers a step; with `--dry-run` it only says what would become of the answer. */
export async function respond(session: Session): Promise<Result> {
	const { args, client, signal } = session;
	const deadlineMs = milliseconds(args.texts.deadline);
	if (typeof deadlineMs === "object")
		return { kind: "misused", issues: [deadlineMs] };
	const prepared = await prepare(session, deadlineMs);
	if (prepared.kind !== "ready") return prepared;
	const { submission, seen } = prepared;
	if (args.switches["dry-run"])
		return foretell(submission, session, deadlineMs);
	const settled = await reading(
		client.respond(submission, { instance: seen, deadlineMs, signal }),
	);
	const outcome = settled.kind === "unread" ? settled.outcome : settled.value;
	const step = submission.response.current_step_occurrence_id;
	const implied = args.texts.step === undefined && !args.switches.stdin;
	return { kind: "outcome", outcome, ...(implied ? { step } : {}) };
}

/** The deadline in milliseconds, or what is wrong with it. */
export function milliseconds(
	seconds: string | undefined,
): number | undefined | Issue {
	if (seconds === undefined) return undefined;
	const value = /^\d+(\.\d+)?$/.test(seconds) ? Number(seconds) * 1000 : 0;
	return value > 0 && Number.isFinite(value)
		? value
		: malformedIssue([], "`--deadline` must be a number of seconds above 0.");
}
