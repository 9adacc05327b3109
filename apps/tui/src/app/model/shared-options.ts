import type { ResponseOption } from "@signoff/core";
import type { WaitingStep } from "../../model/waiting-step.ts";

/** An option that several steps offer: a step may have another id for it. */
export type SharedOption = Pick<ResponseOption, "name" | "response_type"> & {
	/** The option of each step, in the order of the steps. */
	options: ResponseOption[];
};

/**
 * The options that every step offers, in the order of the first step. An option is the same one if its name and its
 * response type are exactly the same; if a step offers that twice, its id must be the same too.
 */
export function sharedOptions(steps: readonly WaitingStep[]): SharedOption[] {
	const [first] = steps;
	if (first === undefined) return [];
	return first.step.available_response_options.flatMap((option) => {
		const options = steps.map(({ step }) =>
			sameOption(option, step.available_response_options),
		);
		const { name, response_type } = option;
		const found = options.filter((each) => each !== null);
		return found.length === steps.length
			? [{ name, response_type, options: found }]
			: [];
	});
}

function sameOption(
	{ id, name, response_type }: ResponseOption,
	offered: readonly ResponseOption[],
): ResponseOption | null {
	const same = offered.filter(
		(each) => each.name === name && each.response_type === response_type,
	);
	const [only, second] = same;
	if (second !== undefined) return same.find((each) => each.id === id) ?? null;
	return only ?? null;
}
