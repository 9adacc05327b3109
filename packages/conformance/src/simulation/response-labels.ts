import type { ResponseOption } from "@signoff/core";
import type { WorldPlan } from "./world.ts";

/** The list of a step's options in a history; `null` if the history shows labels only. */
export function listedOptions(
	{ variants }: WorldPlan,
	options: ResponseOption[],
): ResponseOption[] | null {
	if (variants.history_options === "labels_only") return null;
	return variants.history_labels === "renamed"
		? options.map((option) => ({ ...option, name: renamed(option.name) }))
		: options;
}

/** The label of a response in a history. */
export function shownLabel({ variants }: WorldPlan, name: string): string {
	switch (variants.history_labels) {
		case "same":
			return name;
		case "spaced":
			return `${name} `;
		case "renamed":
		case "renamed_since":
			return renamed(name);
	}
}

/** The response type of a response in a history. */
export function shownType(
	{ variants }: WorldPlan,
	type: string | null,
): string | null {
	switch (variants.history_types) {
		case "same":
			return type;
		case "other_case":
			return type?.toUpperCase() ?? null;
		case "missing":
			return null;
	}
}

/** The options that an instance lists for its current step. */
export function offeredOptions(
	{ variants }: WorldPlan,
	options: ResponseOption[],
): unknown[] {
	switch (variants.instance_options) {
		case "listed":
			return options;
		case "empty":
			return [];
		case "nameless":
			return options.map((option, index) =>
				index === 0 ? withoutName(option) : option,
			);
	}
}

/** An option without its name. */
export function withoutName({ id, response_type }: ResponseOption): unknown {
	return { id, response_type };
}

function renamed(name: string): string {
	return `${name} (2025)`;
}
