import type { Session } from "../context/command-context.ts";
import { given, missing } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import { reading } from "../reading.ts";
import { stepsWaiting } from "../steps-waiting.ts";

/** `signoff inbox`: every step that waits for me in a company, or in one of its projects; overdue ones first. */
export async function inbox({
	settings,
	client,
	ask,
	signal,
	now,
}: Session): Promise<Result> {
	const company_id = await given(settings.company_id, "company_id", ask);
	if (company_id === null)
		return { kind: "misused", issues: [missing("company_id")] };
	const scope = { company_id, project_id: settings.project_id };
	const read = await reading(stepsWaiting(scope, client, signal, now()));
	return read.kind === "unread" ? read : { kind: "inbox", ...read.value };
}
