import {
	type Me,
	outcomeSchema,
	type Submission,
	submissionSchema,
	validate,
} from "@signoff/core";
import { parseSettlementState } from "@signoff/core/settlement";
import * as z from "zod/mini";
import type { EntryContext, EntryState, OutboxEntry } from "./entry.ts";
import { OutboxError } from "./outbox-error.ts";

/** A row of the table `entries`. */
export type Row = Record<string, unknown>;

const nullableText = z.nullable(z.string());

const contextSchema: z.ZodMiniType<EntryContext> = z.object({
	item: nullableText,
	step_name: nullableText,
	option: nullableText,
});

/** A person as `me` shows it. */
export const personSchema: z.ZodMiniType<Me> = z.looseObject({
	id: z.string(),
	login: nullableText,
	name: nullableText,
});

/** A list of paths. */
const filesSchema: z.ZodMiniType<string[]> = z.array(z.string());

/**
 * Reads an entry.
 *
 * @param leased whether its lease is valid now
 * @throws {OutboxError} if the row is damaged. The message does not repeat its content
 */
export function readEntry(row: Row, leased: boolean): OutboxEntry {
	const submission = readJson(submissionSchema, row["submission"]);
	return {
		id: String(row["id"]),
		environment: String(row["environment"]),
		company_id: String(row["company_id"]),
		person:
			row["person"] === null ? null : readJson(personSchema, row["person"]),
		origin: row["origin"] === "app" ? "app" : "command",
		submission,
		files: readJson(filesSchema, row["files"]),
		context: readJson(contextSchema, row["context"]),
		at: Number(row["at"]),
		state: readState(row),
		sent: row["sent"] === 1,
		confirmed: row["confirmed"] === 1,
		tries: Number(row["tries"]),
		leased,
	};
}

function readState(row: Row): EntryState {
	const { state, due_at, settled_at } = row;
	const outcome =
		row["outcome"] === null ? null : readJson(outcomeSchema, row["outcome"]);
	if (state === "held") return { kind: "held", until: Number(due_at) };
	if (state === "settled" && outcome !== null)
		return { kind: "settled", at: Number(settled_at), outcome };
	if (state !== "open") throw damaged();
	return {
		kind: "open",
		due_at: Number(due_at),
		settlement: readSettlement(row["settlement"]),
		outcome,
	};
}

function readSettlement(
	json: unknown,
): Extract<EntryState, { kind: "open" }>["settlement"] {
	if (json === null) return null;
	const parsed = parseSettlementState(parseJson(json));
	if (parsed.kind === "parsed") return parsed.value;
	throw parsed.issues[0]?.code === "settlement_version"
		? new OutboxError(
				"The outbox holds an entry that another version of signoff began to send: use that version to finish it.",
			)
		: damaged();
}

/** Reads a column with JSON. */
export function readJson<T>(schema: z.ZodMiniType<T>, json: unknown): T {
	const parsed = validate(schema, parseJson(json));
	if (parsed.kind === "parsed") return parsed.value;
	throw damaged();
}

function parseJson(json: unknown): unknown {
	const value = tryParse(String(json));
	if (value === undefined) throw damaged();
	return value;
}

function tryParse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		// The parser's error would repeat the content.
		return undefined;
	}
}

function damaged(): OutboxError {
	return new OutboxError(
		"The outbox holds an entry that is damaged. Move the file `outbox.db` in the state directory away. Nothing was sent.",
	);
}

/** The key of the step that a submission answers. */
export function stepKey({ project_id, id, response }: Submission): {
	project_id: string | null;
	instance_id: string;
	step_id: string;
} {
	return {
		project_id: project_id ?? null,
		instance_id: id,
		step_id: response.current_step_occurrence_id,
	};
}
