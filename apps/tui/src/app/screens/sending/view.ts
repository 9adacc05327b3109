import type { Attempt } from "@signoff/core";
import {
	type WaitingStep as Asked,
	itemOf,
	stepName,
} from "../../../model/waiting-step.ts";
import { hintsOf } from "../../ui/keymap.ts";
import { type Page, type Size, scrolled } from "../../ui/page.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { callWords } from "./copy.ts";
import { sentKeys } from "./keys.ts";
import type { SentState } from "./state.ts";

/** What is happening to the submission. */
export function sentPage(
	asked: Asked,
	state: SentState,
	room: Size,
	theme: AppTheme,
): Page {
	return {
		title: "Sending",
		aside: itemOf(asked),
		...scrolled(sentLines(asked, state, room.columns, theme), state.top, room),
		hints: hintsOf(sentKeys),
	};
}

/** All of it, the newest last. */
export function sentLines(
	asked: Asked,
	state: SentState,
	columns: number,
	theme: AppTheme,
): Line[] {
	return [
		line(span(stepName(asked), "strong")),
		blank,
		...state.attempts.flatMap((each) => attemptLines(each, columns, theme)),
		...paragraph(
			span(`${theme.glyphs.waiting} `, "warning"),
			doingWords(state),
			columns,
		),
	];
}

/** A call that is over, and what it taught. */
export function attemptLines(
	{ call, status, concluded }: Attempt,
	columns: number,
	theme: AppTheme,
): Line[] {
	const answer = status === null ? "no answer" : `status ${status}`;
	return paragraph(
		span(`${theme.glyphs.other} `, "faint"),
		`${callWords[call].done}: ${answer}${concluded === "" || concluded === "response" || concluded === "no response" ? "" : `, ${concluded}`}`,
		columns,
	);
}

function doingWords({ doing, now, attempts }: SentState): string {
	if (doing === null) return "Beginning";
	if (doing.kind === "calling") return callWords[doing.call].doing;
	const until = Date.parse(doing.until);
	const left = Math.max(0, Math.ceil((until - now) / 1000));
	const why =
		attempts.at(-1)?.status === null
			? "No answer came. Trying again"
			: "Trying again";
	return `${why} in ${left} s (${doing.until.slice(11, 19)} UTC). Nothing is recorded twice.`;
}
