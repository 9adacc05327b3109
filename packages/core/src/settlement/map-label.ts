import type { HistoryResponse } from "../contract/history.ts";
import type { ResponseOption } from "../contract/instance.ts";

/**
 * Maps the label of a history row to the response option that has it; `null` unless it is exactly one. The response
 * type decides only between options of one label.
 */
export function mapLabel(
	{ response, response_type }: HistoryResponse,
	options: ResponseOption[],
): ResponseOption | null {
	const label = response?.trim();
	if (!label || options.some((each) => isNameless(each, options))) return null;
	const named = options.filter(({ name }) => name.trim() === label);
	return (
		onlyOption(named) ??
		onlyOption(
			named.filter((option) => isSameType(option.response_type, response_type)),
		)
	);
}

/** An option whose name could not be read may have any label. */
function isNameless(
	{ id }: ResponseOption,
	options: ResponseOption[],
): boolean {
	return options.every((each) => each.id !== id || each.name.trim() === "");
}

function isSameType(left: string | null, right: string | null): boolean {
	return left !== null && left.toLowerCase() === right?.toLowerCase();
}

/** The option of a list in which every entry has the same id. */
function onlyOption(options: ResponseOption[]): ResponseOption | null {
	const [option] = options;
	return option !== undefined && options.every(({ id }) => id === option.id)
		? option
		: null;
}
