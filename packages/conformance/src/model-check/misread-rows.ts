import type { SettlementState } from "@signoff/core";
import {
	type Mutant,
	misreadEvent,
	type ResponseEvent,
} from "./build-mutant.ts";

/** A row as a read shows it. */
export type ShownRow = { [field: string]: unknown };

/** core's rule, except that it gets the rows of every instance and history that `misread` returns. */
export function misreadRows(
	name: string,
	misread: (rows: unknown[]) => unknown[],
): Mutant {
	return misreadEvent(name, (state, event) =>
		event.kind === "response" && event.status === 200
			? { ...event, data: withRows(state, event, misread) }
			: event,
	);
}

/** core's rule, except that it gets what `misread` returns for each row that is an object. */
export function misreadEachRow(
	name: string,
	misread: (row: ShownRow) => unknown,
): Mutant {
	return misreadRows(name, (rows) =>
		rows.map((row) =>
			typeof row === "object" && row !== null ? misread({ ...row }) : row,
		),
	);
}

function withRows(
	{ command }: SettlementState,
	{ data }: ResponseEvent,
	misread: (rows: unknown[]) => unknown[],
): unknown {
	const field =
		command.kind === "read_instance"
			? "response_occurrences"
			: command.kind === "read_history"
				? "responses"
				: null;
	return field === null ? data : replaceField(data, field, misread);
}

function replaceField(
	value: unknown,
	field: string,
	misread: (rows: unknown[]) => unknown[],
): unknown {
	if (Array.isArray(value))
		return value.map((item) => replaceField(item, field, misread));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			key === field && Array.isArray(inner)
				? misread(inner)
				: replaceField(inner, field, misread),
		]),
	);
}
