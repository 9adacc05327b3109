import type { ResponseSubject } from "../../model/response-subject.ts";
import type { OutboxEntry } from "../../outbox/entry.ts";

/** What an entry is about. */
export function subjectOfEntry({
	submission: { id, response },
	context,
}: Pick<OutboxEntry, "submission" | "context">): ResponseSubject {
	return {
		...context,
		step_id: response.current_step_occurrence_id,
		option_id: response.selected_response_option_id,
		instance_id: id,
	};
}

/** Option and item, in as few words as possible: "Approve for Invoices 49001". */
export function shortSubject({
	submission: { id, response },
	context,
}: Pick<OutboxEntry, "submission" | "context">): string {
	const option =
		context.option ?? `Option ${response.selected_response_option_id}`;
	return `${option} for ${context.item ?? `instance ${id}`}`;
}
