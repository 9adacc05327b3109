import { itemLink } from "../../../model/item-url.ts";
import {
	instancePeople,
	itemName,
	projectName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import { fieldLabel } from "../../ui/field-label.ts";
import { formatDay, formatDue, formatSince } from "../../ui/relative-time.ts";
import type { Line, Tone } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";

/**
 * What is known about a step: item, project, people, times and the link to the item.
 *
 * @param item_url the template of the link
 * @param now Unix milliseconds
 */
export function factLines(
	waitingStep: WaitingStep,
	item_url: string | null,
	now: number,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { instance, waiting_since, overdue } = waitingStep;
	const { creator, manager } = instancePeople(instance);
	const url = itemLink(item_url, waitingStep);
	const fact = (name: string, value: string | null, tone?: Tone): Line[] =>
		value === null
			? []
			: paragraph(fieldLabel(name, theme), value, columns, tone);
	return [
		...fact("Item", itemName(waitingStep)),
		...fact("Project", projectName(waitingStep)),
		...fact("Asked by", creator),
		...fact("Manager", manager),
		...fact(
			"Since",
			waiting_since === null ? null : formatSince(waiting_since, now),
		),
		...fact("Due", dueText(waitingStep, now), overdue ? "warning" : "plain"),
		...fact("Instance", instance.id),
		...(url === null ? [] : fact("Link", url).map((row) => linked(row, url))),
	];
}

/** When the step is due: the day and the time left; `null` without a date. */
function dueText({ step, overdue }: WaitingStep, now: number): string | null {
	const due = formatDue(step.overdue_at, overdue, now);
	const day = Date.parse(step.overdue_at ?? "");
	if (due === "") return null;
	return Number.isNaN(day) ? due : `${formatDay(day)} (${due})`;
}

/** Links the value of a fact, not its name. */
function linked({ spans, ...rest }: Line, url: string): Line {
	return {
		...rest,
		spans: spans.map((each, index) =>
			index === 0 ? each : { ...each, link: url },
		),
	};
}
