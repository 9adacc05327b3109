import { sanitize } from "@signoff/core/validation";
import { itemName, projectName, stepName } from "../model/waiting-step.ts";
import { batchSpeech } from "./batch-speech.ts";
import { shownField } from "./screens/batch-comment/state.ts";
import { selectedIds } from "./screens/inbox/marks.ts";
import { rowMarks } from "./screens/inbox/row-marks.ts";
import type { AppState } from "./state.ts";
import { keysText } from "./ui/linear/keys-text.ts";
import type { Speech } from "./ui/linear/spoken.ts";
import { asSentence } from "./ui/linear/words.ts";
import { formatDue } from "./ui/relative-time.ts";
import type { Line } from "./ui/styled-text.ts";
import type { AppTheme } from "./ui/theme.ts";
import { appPage } from "./view.ts";

/** No line is cut or wrapped: the terminal does that. */
const unlimited = { columns: 9_999, rows: 9_999 };

/** @param theme that of {@link linearTheme} */
export function speechOf(state: AppState, theme: AppTheme): Speech {
	if (state.overlay !== null) return pageSpeech(state, theme);
	const { flow } = state;
	if (flow.screen === "inbox") return inboxSpeech(state, theme);
	return flow.kind === "batch_sent"
		? batchSpeech(state, flow, theme)
		: pageSpeech(state, theme);
}

function pageSpeech(state: AppState, theme: AppTheme): Speech {
	const page = appPage({ ...state, size: unlimited }, theme, true);
	const { title, aside = "", body, hints, notice } = page;
	const selected = body.find((line) => line.selected === true);
	const lists =
		state.overlay === null && listScreens.includes(state.flow.screen);
	const text = state.overlay === null ? typedText(state) : null;
	const read = body.filter(
		(line) => line.selected !== true && !(lists && line.selected !== undefined),
	);
	return {
		title: asSentence([title, aside].filter((each) => each !== "").join(", ")),
		lines: read
			.map(textOf)
			.filter((each) => each !== "" && !isEcho(each, text)),
		keys: keysText(hints),
		focus: selected === undefined ? null : `Selected: ${textOf(selected)}`,
		notice: notice === undefined ? null : asSentence(notice.text),
		text,
	};
}

/** Screens with long lists: only the row under the cursor is read. */
const listScreens: readonly string[] = ["projects"];

/** What is typed is echoed by itself. */
function isEcho(line: string, text: string | null): boolean {
	return (
		text !== null &&
		text !== "" &&
		text.split("\n").some((each) => asSentence(each) === line)
	);
}

function inboxSpeech(state: AppState, theme: AppTheme): Speech {
	const { inbox, outbox, now } = state;
	const { filtered, cursor, rows, status, filter, filtering } = inbox;
	const page = appPage(
		{ ...state, inbox: { ...inbox, filtered: [], groups: [], rows: [] } },
		theme,
		true,
	);
	const row = filtered[cursor];
	const marks = rowMarks(outbox);
	const selection = selectedIds(inbox);
	// Until the cursor is moved it stays at the top, where rows arrive.
	const isArriving = status.kind === "loading" && !inbox.moved;
	const due =
		row === undefined
			? ""
			: (marks.get(row.id)?.text ??
				formatDue(
					row.waitingStep.step.overdue_at,
					row.waitingStep.overdue,
					now,
				));
	const parts =
		row === undefined
			? []
			: [
					selection.has(row.id) ? "marked" : "",
					due,
					stepName(row.waitingStep),
					itemName(row.waitingStep),
					projectName(row.waitingStep) ?? "the company",
					selection.size === 0 ? "" : `${selection.size} marked in all`,
				];
	return {
		title: "Inbox",
		lines: [
			...(status.kind === "loading" ? ["Reading what waits for you."] : []),
			...(status.kind === "failed" ? page.body.map(textOf) : []),
			...(status.kind === "loaded" ? [countText(filtered.length)] : []),
			...(filter === "" || filtering
				? []
				: [`Filter: ${filter}. ${rows.length} in all.`]),
			...(filtering
				? ["Type the filter. Enter keeps it, Escape clears it."]
				: []),
		].filter((each) => each !== ""),
		keys: keysText(page.hints),
		focus:
			row === undefined || filtering || isArriving
				? null
				: asSentence(
						`${cursor + 1} of ${filtered.length}: ${parts
							.filter((each) => each !== "")
							.map(sanitize)
							.join(", ")}`,
					),
		notice: page.notice === undefined ? null : asSentence(page.notice.text),
		text: filtering ? filter : null,
	};
}

function countText(count: number): string {
	if (count === 0) return "Nothing is waiting for you.";
	return count === 1 ? "1 step waits for you." : `${count} steps wait for you.`;
}

function textOf({ spans }: Line): string {
	return asSentence(spans.map(({ text }) => text).join(""));
}

function typedText(state: AppState): string | null {
	const { flow } = state;
	switch (flow.screen) {
		case "comment":
			return flow.kind === "answering" ? flow.comment.text : null;
		case "files":
			return flow.kind === "answering" ? flow.files.field.text : null;
		case "batch_comment":
			return flow.kind === "batch" ? shownField(flow.batch_comment).text : null;
		case "batch_summary":
			return flow.kind === "batch" ? flow.batch_summary.typed : null;
		case "projects":
			return state.projects.kind === "choosing" && state.projects.filtering
				? state.projects.filter
				: null;
		default:
			return null;
	}
}
