import { basename } from "node:path";
import { folderText } from "../../../model/folder-text.ts";
import { itemName, type WaitingStep } from "../../../model/waiting-step.ts";
import {
	type Attached,
	fileNote,
	isUnusable,
	type KnownFiles,
	uploadedText,
} from "../../model/attached.ts";
import type { ScreenContent } from "../../model/screen.ts";
import type { Size } from "../../ui/page.ts";
import { blank, cutLine, type Line, line, span } from "../../ui/styled-text.ts";
import { layoutComment } from "../../ui/text-field-layout.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { filesTexts } from "./copy.ts";
import type { FilesState } from "./state.ts";

/** Everything that this screen reads. */
export type FilesScene = {
	waitingStep: WaitingStep;
	attached: Attached;
	knownFiles: KnownFiles;
	files: FilesState;
};

/** The number of rows of the list: each file to upload, and one for those that the server has. */
export function filesCount(attached: Attached): number {
	return attached.files.length + (uploadedText(attached) === null ? 0 : 1);
}

/** Shows the files of an answer, and the field for another path. */
export function filesContent(
	{ waitingStep, attached, knownFiles, files }: FilesScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	const { rows, position } = layoutComment(files.field, body.columns);
	const list = fileLines(attached, knownFiles, files.selected, theme);
	const fieldHeight = Math.max(1, Math.min(rows.length, body.rows - 5));
	const listHeight = Math.max(1, body.rows - fieldHeight - 3);
	const top = Math.max(0, files.selected - listHeight + 1);
	const from = Math.max(0, position.row - fieldHeight + 1);
	const above = [
		line(span(filesTexts.head(filesCount(attached)), "faint")),
		...list.slice(top, top + listHeight),
		blank,
		promptLine(files),
	].map((each) => cutLine(each, body.columns, theme.ellipsis));
	return {
		title: "Files",
		aside: itemName(waitingStep),
		body: [
			...above,
			...rows
				.slice(from, from + fieldHeight)
				.map((row): Line => ({ spans: [{ text: row, tone: "plain" }] })),
		],
		cursor: {
			row: above.length + position.row - from,
			column: position.column,
		},
	};
}

function fileLines(
	attached: Attached,
	known: KnownFiles,
	selected: number,
	theme: AppTheme,
): Line[] {
	const width = Math.max(
		0,
		...attached.files.map((path) => basename(path).length),
	);
	const uploaded = uploadedText(attached);
	const rows = [
		...attached.files.map((path) => [
			span(basename(path).padEnd(Math.min(width, maxNameWidth))),
			span(
				`  ${fileNote(path, known).padEnd(7)}`,
				isUnusable(path, known) ? "warning" : "plain",
			),
			span(`  ${folderText(path)}`, "faint"),
		]),
		...(uploaded === null ? [] : [[span(uploaded)]]),
	];
	return rows.map((spans, index) => ({
		spans: [
			span(index === selected ? theme.glyphs.cursor : "  ", "strong"),
			...spans,
		],
		selected: index === selected,
	}));
}

const maxNameWidth = 30;

function promptLine({ field, matches }: FilesState): Line {
	if (field.problem !== undefined)
		return line(span(`! ${field.problem}`, "warning"));
	return line(
		span(
			matches.length > 1 ? filesTexts.matches(matches) : filesTexts.prompt,
			"faint",
		),
	);
}
