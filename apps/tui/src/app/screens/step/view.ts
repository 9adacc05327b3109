import type { Me, ResponseOccurrence } from "@signoff/core";
import { isSamePerson } from "@signoff/core/settlement";
import { itemLink } from "../../../model/item-url.ts";
import {
	type WaitingStep as Asked,
	askers,
	type Earlier,
	itemOf,
	personName,
	projectOf,
	stepName,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import { type Page, type Size, scrolled } from "../../ui/page.ts";
import { day, dueWords, sinceWords } from "../../ui/relative-time.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { stepKeys } from "./keys.ts";
import type { StepState } from "./state.ts";
import { factWidth, openMark, optionMark } from "./theme.ts";

/** Everything that a step's screen is made of. */
export type StepScene = {
	asked: Asked;
	step: StepState;
	me: Me | null;
	item_url: string | null;
	now: number;
};

/** What is asked. */
export function stepPage(scene: StepScene, room: Size, theme: AppTheme): Page {
	return {
		title: stepName(scene.asked),
		aside: scene.asked.overdue ? "overdue" : "",
		...scrolled(stepLines(scene, room.columns, theme), scene.step.top, room),
		hints: hintsOf(stepKeys),
	};
}

/** All of what a step's screen has to say. */
export function stepLines(
	scene: StepScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { asked, step, me, now } = scene;
	const rows = mineFirst(asked.step.response_occurrences, me);
	return [
		...warning(scene, columns, theme),
		...facts(scene, columns, theme),
		blank,
		line(span("Who answers", "strong")),
		...(rows.length === 0 ? [line(span("Nobody is named.", "faint"))] : []),
		...rows.flatMap((row) => answer(row, me, now, columns, theme)),
		...past(step, columns, theme),
	];
}

function mineFirst(
	rows: ResponseOccurrence[],
	me: Me | null,
): ResponseOccurrence[] {
	const isOthers = ({ assignee }: ResponseOccurrence): number =>
		me !== null && isSamePerson(assignee, me) ? 0 : 1;
	return rows.toSorted((a, b) => isOthers(a) - isOthers(b));
}

function warning(
	{ asked, step, me }: StepScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const mine =
		me !== null &&
		asked.step.response_occurrences.some(({ assignee }) =>
			isSamePerson(assignee, me),
		);
	const says =
		step.fresh === "moved_on"
			? "This step is not current any more: go back and reload the inbox."
			: me !== null && !mine
				? "You are not among those who are asked."
				: null;
	return says === null
		? []
		: [
				...paragraph(span("! ", "warning"), says, columns, "warning"),
				blank,
			].slice(0, theme.spoken ? 1 : undefined);
}

function facts(
	{ asked, item_url, now }: StepScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { instance, step, waiting_since, overdue } = asked;
	const { asked_by, manager } = askers(instance);
	const due = dueWords(step.overdue_at, overdue, now);
	const dueDay = Date.parse(step.overdue_at ?? "");
	const told: [string, string | null][] = [
		["Item", itemOf(asked)],
		["Project", projectOf(asked)],
		["Asked by", asked_by],
		["Manager", manager],
		["Since", waiting_since === null ? null : sinceWords(waiting_since, now)],
		[
			"Due",
			due === ""
				? null
				: Number.isNaN(dueDay)
					? due
					: `${day(dueDay)} (${due})`,
		],
		["Instance", instance.id],
	];
	const url = itemLink(item_url, asked);
	return [
		...told.flatMap(([name, value]) =>
			value === null
				? []
				: fact(
						name,
						value,
						columns,
						theme,
						name === "Due" && overdue ? "warning" : "plain",
					),
		),
		...(url === null
			? []
			: fact("Link", url, columns, theme).map(
					(each): Line => linked(each, url),
				)),
	];
}

function fact(
	name: string,
	value: string,
	columns: number,
	theme: AppTheme,
	tone: "plain" | "warning" = "plain",
): Line[] {
	const head = theme.spoken ? `${name}: ` : name.padEnd(factWidth);
	return paragraph(span(head, "faint"), value, columns, tone);
}

function linked({ spans, ...rest }: Line, url: string): Line {
	return {
		...rest,
		spans: spans.map((each, index) =>
			index === 0 ? each : { ...each, link: url },
		),
	};
}

function answer(
	{
		assignee,
		selected_response_option,
		comment,
		submitted_at,
	}: ResponseOccurrence,
	me: Me | null,
	now: number,
	columns: number,
	theme: AppTheme,
): Line[] {
	const mine = me !== null && isSamePerson(assignee, me) ? " (you)" : "";
	const optional = assignee.required === false ? ", optional" : "";
	const who = `${personName(assignee)}${mine}`;
	if (selected_response_option === null)
		return paragraph(
			{ ...openMark(theme), text: `${openMark(theme).text} ` },
			`${who}: not yet${optional}`,
			columns,
		);
	const mark = optionMark(selected_response_option, theme);
	const when =
		submitted_at === null ? "" : `, ${sinceWords(submitted_at, now)}`;
	return [
		...paragraph(
			{ ...mark, text: `${mark.text} ` },
			`${who}: ${selected_response_option.name}${when}`,
			columns,
		),
		...quoted(comment, columns),
	];
}

function quoted(comment: string | null, columns: number): Line[] {
	return comment ? paragraph(span("    "), comment, columns, "faint") : [];
}

function past({ past }: StepState, columns: number, theme: AppTheme): Line[] {
	if (past.kind === "unasked") return [];
	const head = [blank, line(span("Earlier steps", "strong"))];
	if (past.kind === "reading")
		return [...head, line(span(`Reading ${theme.ellipsis}`, "faint"))];
	if (past.kind === "unread")
		return [...head, line(span("The history cannot be read.", "faint"))];
	const lines = past.steps.flatMap((each) => earlier(each, columns, theme));
	return [
		...head,
		...(lines.length === 0
			? [line(span("None: this is the first one.", "faint"))]
			: lines),
	];
}

function earlier(
	{ name, responses }: Earlier,
	columns: number,
	theme: AppTheme,
): Line[] {
	const answers = responses.filter(({ response }) => response !== null);
	return [
		...paragraph(span("  "), name ?? "A step", columns),
		...answers.flatMap((row) => {
			const mark = optionMark(row, theme);
			const when = Date.parse(row.responded_at ?? "");
			return [
				...paragraph(
					{ ...mark, text: `  ${mark.text} ` },
					`${personName(row)}: ${row.response}${Number.isNaN(when) ? "" : `, ${day(when)}`}`,
					columns,
				),
				...quoted(row.comment, columns),
			];
		}),
	];
}
