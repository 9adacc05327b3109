import type {
	Company,
	StepOccurrence,
	StoredResponse,
	WorkflowInstance,
} from "./company.ts";
import type { FakeRecord, FakeResponse, RecordedStep } from "./types.ts";

/**
 * Returns what is on record for an instance, as a copy.
 *
 * @throws {RangeError} if there is no such instance
 */
export function readRecord(
	{ instances }: Company,
	instanceId: string,
): FakeRecord {
	const instance = instances.get(instanceId);
	if (instance === undefined)
		throw new RangeError("The fake server holds no such workflow instance.");
	return structuredClone(recordOf(instance));
}

function recordOf({ current, steps }: WorkflowInstance): FakeRecord {
	return {
		current_step: current === null ? null : toRecordedStep(current),
		responses: steps.flatMap((step) =>
			step.responses.map((response) => toFakeResponse(step, response)),
		),
	};
}

function toRecordedStep({ id, rule }: StepOccurrence): RecordedStep {
	return { id, name: rule.name };
}

function toFakeResponse(
	step: StepOccurrence,
	{ person, option_id, comment, attachments, submitted_at }: StoredResponse,
): FakeResponse {
	const { id, login, name } = person;
	const option = step.rule.response_options.find(
		(each) => each.id === option_id,
	);
	return {
		step: toRecordedStep(step),
		person: { id, login, name },
		option: option ?? { id: option_id, name: "", response_type: null },
		comment,
		attachments,
		submitted_at,
	};
}
