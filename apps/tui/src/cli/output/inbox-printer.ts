import type { WaitingStep } from "@signoff/sdk";
import type { InboxContents } from "../../model/read-inbox.ts";
import type { Theme } from "../../terminal/theme.ts";
import type { CommandResult } from "./command-result.ts";
import { fieldOf, type InboxField } from "./inbox-fields.ts";
import { inboxTable } from "./inbox-table.ts";
import { tableLines } from "./table-lines.ts";

/** Prints waiting steps as the flags ask for. */
export type InboxPrinter = {
	asJson: boolean;
	/** A table begins with a line of headings. */
	all(contents: InboxContents): CommandResult;
};

/** @param fields `null`: those of the default table, or with `--json` everything that is known */
export function createInboxPrinter(
	fields: readonly InboxField[] | null,
	asJson: boolean,
): InboxPrinter {
	const json = (steps: readonly WaitingStep[]): unknown[] =>
		fields === null
			? steps.map(({ scope, ...row }) => ({ ...scope, ...row }))
			: steps.map((step) =>
					Object.fromEntries(
						fields.map((field) => [field, fieldOf(step, field)]),
					),
				);
	const text = (
		steps: readonly WaitingStep[],
		hidden: number,
		theme: Theme,
	): string[] =>
		fields === null
			? inboxTable([...steps], hidden, theme)
			: fieldsTable(steps, fields, theme);
	return {
		asJson,
		all: ({ waiting, hidden }) => ({
			exitCode: 0,
			json: json(waiting),
			text: (theme) => text(waiting, hidden, theme),
		}),
	};
}

function fieldsTable(
	steps: readonly WaitingStep[],
	fields: readonly InboxField[],
	theme: Theme,
): string[] {
	const headings = fields.map((field) => field.toUpperCase());
	const rows = steps.map((step) => ({
		cells: fields.map((field) => String(fieldOf(step, field) ?? "")),
		warning: step.overdue,
	}));
	return tableLines(headings, rows, theme);
}
