import type { Attempt } from "@signoff/core";
import { elapsedText } from "../../../model/elapsed.ts";
import { formatSize } from "../../../model/file-size.ts";
import { requestLabels } from "../../../model/request-labels.ts";
import {
	itemName,
	stepName,
	type WaitingStep,
} from "../../../model/waiting-step.ts";
import { entryMark, isStale, type OutboxEntry } from "../../../outbox/entry.ts";
import {
	type EntryProgress,
	entryOf,
	type FileUpload,
	type OutboxView,
	uploadPercent,
} from "../../model/outbox-view.ts";
import type { ScreenContent } from "../../model/screen.ts";
import { attemptLines } from "../../ui/attempt-lines.ts";
import { type Size, scrolled } from "../../ui/page.ts";
import { formatDay } from "../../ui/relative-time.ts";
import { blank, type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { paragraph } from "../../ui/wrap.ts";
import { entryTexts, slowText, starting, waitingText } from "./copy.ts";
import type { SendingState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type SendingScene = {
	waitingStep: WaitingStep;
	sending: SendingState;
	outbox: OutboxView;
	/** The table of the batch that the answer was opened from, if any. */
	table: object | null;
	now: number;
};

/** The answer of this screen: gone, sent by this process or another one, or waiting until it is sent. */
type ShownEntry =
	| { kind: "gone" }
	| { kind: "sent_here"; entry: OutboxEntry; progress: EntryProgress }
	| { kind: "sent_elsewhere"; entry: OutboxEntry }
	| { kind: "waits"; entry: OutboxEntry };

export function shownEntry({
	sending: { entryId },
	outbox,
}: Pick<SendingScene, "sending" | "outbox">): ShownEntry {
	const entry = entryOf(outbox, entryId);
	if (entry === null) return { kind: "gone" };
	const progress = outbox.progress[entryId];
	if (progress !== undefined) return { kind: "sent_here", entry, progress };
	return entry.leased && entry.state.kind === "open"
		? { kind: "sent_elsewhere", entry }
		: { kind: "waits", entry };
}

/** Shows the progress of an answer. */
export function sendingContent(
	scene: SendingScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const lines = sendingLines(scene, body.columns, theme);
	return {
		title: "Sending",
		aside: itemName(scene.waitingStep),
		...scrolled(lines, scene.sending.top, body),
	};
}

/** All requests, the latest last, and the current activity. */
export function sendingLines(
	scene: SendingScene,
	columns: number,
	theme: AppTheme,
): Line[] {
	const { waitingStep, now } = scene;
	const shown = shownEntry(scene);
	const option = shown.kind === "gone" ? null : shown.entry.context.option;
	const title =
		option === null
			? stepName(waitingStep)
			: `${stepName(waitingStep)}: ${option}`;
	return [
		...paragraph(span(""), title, columns, "strong"),
		line(span(`Instance ${waitingStep.instance.id}`, "faint")),
		blank,
		...attemptsOf(shown).flatMap((each) => attemptLines(each, columns, theme)),
		...paragraph(
			span(`${theme.glyphs.waiting} `, "warning"),
			stateText(shown, now, theme),
			columns,
		),
	];
}

function attemptsOf(shown: ShownEntry): Attempt[] {
	if (shown.kind === "gone") return [];
	if (shown.kind === "sent_here" && shown.progress.attempts.length > 0)
		return shown.progress.attempts;
	const { state } = shown.entry;
	return state.kind === "open"
		? (state.settlement?.attempts ?? state.outcome?.attempts ?? [])
		: [];
}

function stateText(shown: ShownEntry, now: number, theme: AppTheme): string {
	switch (shown.kind) {
		case "gone":
			return entryTexts.gone;
		case "sent_here":
			return activityText(shown.progress, now, theme);
		case "sent_elsewhere":
			return entryTexts.elsewhere;
		case "waits":
			return waitText(shown.entry, now);
	}
}

function waitText(entry: OutboxEntry, now: number): string {
	const { state, at } = entry;
	if (state.kind === "held")
		return state.until > now
			? entryTexts.held(secondsUntil(state.until, now))
			: entryTexts.passed;
	if (isStale(entry, now)) return entryTexts.stale(formatDay(at));
	const seconds = state.kind === "open" ? secondsUntil(state.due_at, now) : 0;
	return entryMark(entry) === "uncertain"
		? entryTexts.uncertain(seconds)
		: entryTexts.waiting(seconds);
}

function activityText(
	{ activity, since, attempts, upload = null }: EntryProgress,
	now: number,
	theme: AppTheme,
): string {
	if (upload !== null) return uploadText(upload, theme);
	const { ellipsis } = theme;
	if (activity === null || activity.kind === "calling") {
		const label = activity === null ? starting : requestLabels[activity.call];
		const ms = now - since;
		const elapsed = elapsedText(ms);
		const text = elapsed === "" ? label : `${label} ${ellipsis}${elapsed}`;
		return ms < slowMs ? text : `${text}. ${slowText}`;
	}
	const { until } = activity;
	const seconds = secondsUntil(Date.parse(until), now);
	return waitingText(attempts.at(-1)?.status === null, seconds, until);
}

/** Such as `Uploading plan.pdf (2 of 3): 45 % of 1.2 MB`, and a bar. */
function uploadText(upload: FileUpload, theme: AppTheme): string {
	const { name, number, count, total } = upload;
	const percent = uploadPercent(upload);
	const place = count === 1 ? "" : ` (${number} of ${count})`;
	const text = `Uploading ${name}${place}: ${percent} % of ${formatSize(total)}`;
	if (theme.screenReader) return text;
	const { bar, rest } = theme.glyphs;
	const done = Math.floor((percent * barWidth) / 100);
	return `${text}\n${bar.repeat(done)}${rest.repeat(barWidth - done)}`;
}

const barWidth = 20;

function secondsUntil(until: number, now: number): number {
	return Math.max(0, Math.ceil((until - now) / 1000));
}

const slowMs = 5_000;
