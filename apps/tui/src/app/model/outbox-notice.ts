import type { Outcome } from "@signoff/core";
import stringWidth from "string-width";
import type { OutboxEntry } from "../../outbox/entry.ts";
import type { PageNotice } from "../ui/page.ts";
import type { AppTheme } from "../ui/theme.ts";
import { markOf } from "../ui/theme.ts";
import { shortSubject } from "./entry-subject.ts";
import {
	entriesToConfirm,
	type Notice,
	newestHeld,
	type OutboxView,
	unseenResults,
} from "./outbox-view.ts";

/** A result in one line: item, step, option, instance and outcome. */
export function outcomeNotice(
	entry: OutboxEntry,
	outcome: Outcome,
	until: number,
): Notice {
	const { submission, context } = entry;
	const { id, response } = submission;
	const step =
		context.step_name ?? `step ${response.current_step_occurrence_id}`;
	const text = `${outcome.kind}: ${shortSubject(entry)}, instance ${id}, ${step}`;
	return { text, outcome, until };
}

/**
 * What every screen shows about the outbox; `null` if there is nothing to say.
 *
 * @param undo how many answers `u` takes back, and whether it does on this screen
 * @param columns the longest text
 */
export function outboxNotice(
	view: OutboxView,
	now: number,
	undo: { held: number; canPress: boolean },
	columns: number,
	theme: AppTheme,
): PageNotice | null {
	const held = newestHeld(view, now);
	if (held?.state.kind === "held") {
		const seconds = Math.ceil((held.state.until - now) / 1000);
		const what = [shortSubject(held), held.context.option ?? "It"];
		const { held: count, canPress } = undo;
		const key = `${theme.glyphs.separator}u takes ${count > 1 ? "them" : "it"} back`;
		const end = ` in ${seconds} s${canPress ? key : ""}`;
		const texts =
			count > 1
				? [`${count} answers go${end}`]
				: what.map((each) => `${each} goes${end}`);
		return { text: fitting(texts, columns), tone: "warning" };
	}
	const { notice, status } = view;
	if (notice !== null && now < notice.until) {
		if (notice.outcome === null) return { text: notice.text, tone: "warning" };
		const mark = markOf(notice.outcome.kind, theme);
		return { text: `${mark.text} ${notice.text}`, tone: mark.tone };
	}
	if (status.kind === "failed")
		return { text: `Nothing is sent. ${status.message}`, tone: "bad" };
	const unseen = unseenResults(view).length;
	if (unseen > 0)
		return {
			text: `${answers(unseen)} not recorded: open the marked row`,
			tone: "bad",
		};
	const waiting = entriesToConfirm(view, now).length;
	return waiting === 0
		? null
		: {
				text: `${answers(waiting)} waiting for your consent: open the marked row`,
				tone: "warning",
			};
}

function answers(count: number): string {
	return count === 1 ? "1 answer is" : `${count} answers are`;
}

/** The first text that fits, or else the last one. */
function fitting(texts: string[], columns: number): string {
	return (
		texts.find((text) => stringWidth(text) <= columns) ?? texts.at(-1) ?? ""
	);
}
