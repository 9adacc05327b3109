import type { ResponseOption } from "@signoff/core/contract";
import {
	closestMatch,
	type Issue,
	optionNotOffered,
} from "@signoff/core/validation";

/** How many options, and how much of each name, an issue lists. */
const maxListed = 5;
const maxNameLength = 60;

/** The issue of a draft without a step, on an instance without a current step. */
export const noCurrentStep: Issue = {
	code: "no_current_step",
	path: ["response", "current_step_occurrence_id"],
	message:
		"The instance has no current step (its workflow may have ended): name the step.",
};

/** The issue of a name that cannot be looked up. */
export const noOptionsShown: Issue = {
	...optionNotOffered,
	code: "options_unknown",
	message:
		"Neither the instance nor its history shows which options the step has: give the option's id.",
};

/** The issue of a name on a step that has ended, if its history has no list of the step's options (contract §2). */
export const labelsOnly: Issue = {
	...optionNotOffered,
	code: "options_unknown",
	message:
		"The step has ended, and its history shows the names of answers without their ids: give the option's id.",
};

/** The issue of an option that is not among those offered. The nearest name is suggested. */
export function unknownOption(text: string, offered: ResponseOption[]): Issue {
	const names = offered.map(({ name }) => name);
	const nearest = closestMatch(text, names);
	const suggestion =
		nearest === null ? "" : ` Did you mean “${shortened(nearest)}”?`;
	const message = `${optionNotOffered.message} It offers ${listed(offered)}.${suggestion}`;
	return { ...optionNotOffered, message };
}

/** The issue of a name that several of the options offered have. */
export function ambiguousOption(offered: ResponseOption[]): Issue {
	const message = `Several of the step's options have that name: give the option's id. The step offers ${listed(offered)}.`;
	return { ...optionNotOffered, code: "ambiguous_option", message };
}

function listed(options: ResponseOption[]): string {
	const names = options
		.slice(0, maxListed)
		.map(({ id, name }) => `${shortened(name)} (${shortened(id)})`);
	const more = options.length - names.length;
	return [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function shortened(name: string): string {
	const characters = [...name];
	return characters.length > maxNameLength
		? `${characters.slice(0, maxNameLength - 1).join("")}…`
		: name;
}
