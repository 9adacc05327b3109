import type {
	History,
	HistoryStep,
	Instance,
	ResponseOption,
} from "@signoff/core/contract";
import { resolveOption } from "@signoff/core/contract/resolve-option";
import { historySteps, stepOptions } from "@signoff/core/settlement";
import type { Issue } from "@signoff/core/validation";
import {
	ambiguousOption,
	labelsOnly,
	noOptionsShown,
	unknownOption,
} from "./draft-issues.ts";

/** The id of the option that a draft names, or why there is none. */
export type OptionLookup =
	| { kind: "found"; id: string }
	/** The step's options are shown, and the text is none of them. */
	| { kind: "not_offered"; issue: Issue }
	| { kind: "ambiguous"; issue: Issue }
	/** No read shows the step's options. */
	| { kind: "not_shown"; issue: Issue };

/**
 * Looks up an option by id or name: in the options of the step, else in those that its rows show, since a step may not
 * offer an option any more that is on record.
 *
 * @param history `null` if the step is current, or if the history cannot be read
 */
export function lookUpOption(
	text: string,
	stepId: string,
	instance: Instance | null,
	history: History | null,
): OptionLookup {
	const offered = instance ? stepOptions(instance, history, stepId) : [];
	const match = resolveOption(text, offered);
	if (match.kind === "found") return { kind: "found", id: match.option.id };
	if (match.kind === "ambiguous")
		return { kind: "ambiguous", issue: ambiguousOption(offered) };
	const inRows = resolveOption(text, rowOptions(instance, stepId));
	if (inRows.kind === "found") return { kind: "found", id: inRows.option.id };
	if (offered.length > 0)
		return { kind: "not_offered", issue: unknownOption(text, offered) };
	if (isDigits(text) && !isLabel(text, instance, history))
		return { kind: "found", id: text };
	const listed = stepsOf(history).some(({ id }) => id === stepId);
	return { kind: "not_shown", issue: listed ? labelsOnly : noOptionsShown };
}

/** Procore's ids are digits (contract §2). */
function isDigits(text: string): boolean {
	return /^[0-9]+$/.test(text);
}

function rowOptions(
	instance: Instance | null,
	stepId: string,
): ResponseOption[] {
	const step = instance?.current_step_occurrence;
	if (step?.id !== stepId) return [];
	return step.response_occurrences.flatMap(
		({ selected_response_option }) => selected_response_option ?? [],
	);
}

/** True if the text is the name of an option on any step that is shown: then it need not be an id. */
function isLabel(
	text: string,
	instance: Instance | null,
	history: History | null,
): boolean {
	const current = instance?.current_step_occurrence;
	const options = [
		...(current?.available_response_options ?? []),
		...rowOptions(instance, current?.id ?? ""),
		...stepsOf(history).flatMap(
			({ available_response_options }) => available_response_options,
		),
	];
	const labels = stepsOf(history).flatMap(({ responses }) =>
		responses.map(({ response }) => response),
	);
	return [...options.map(({ name }) => name), ...labels].some(
		(label) => label?.trim() === text,
	);
}

function stepsOf(history: History | null): HistoryStep[] {
	return history === null ? [] : historySteps(history);
}
