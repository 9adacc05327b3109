import {
	type Instance,
	instanceSchema,
	type Me,
	validate,
} from "@signoff/core";
import type { InboxCursor, KnownInstance } from "@signoff/sdk";
import * as z from "zod/mini";
import type { WaitingStep } from "../model/waiting-step.ts";
import type { Watched } from "../model/watched.ts";

/** The last known inbox of one person in one company. Plain JSON, without a token. */
export type CachedInbox = {
	me: Me;
	/** The logins by which this person is recognised before the server was asked: see `loginKey`. */
	logins: string[];
	/** The projects that the person chose; `null` before a choice. */
	watched: Watched | null;
	/** When a load last read everything, in Unix milliseconds; `null` if none did. */
	readAt: number | null;
	rows: WaitingStep[];
	/** Instances that were read and do not wait, so that they are not read again. */
	others: KnownInstance[];
	/** How far an interrupted load was; `at` in Unix milliseconds. */
	progress: { at: number; cursor: InboxCursor } | null;
};

const version = 1;

const scope = z.object({
	company_id: z.string(),
	project_id: z.optional(z.string()),
});
const text = z.nullable(z.string());
const project = z.looseObject({ id: z.string(), name: text });
const instance = z.looseObject({ id: z.string() });

const fileSchema = z.object({
	version: z.literal(version),
	me: z.looseObject({ id: z.string(), login: text, name: text }),
	logins: z.array(z.string()),
	watched: z.nullable(
		z.discriminatedUnion("kind", [
			z.object({ kind: z.literal("all") }),
			z.object({
				kind: z.literal("some"),
				company: z.boolean(),
				projects: z.array(project),
			}),
		]),
	),
	readAt: z.nullable(z.number()),
	rows: z.array(z.object({ scope, project: text, tool: z.string(), instance })),
	others: z.array(z.object({ scope, instance })),
	progress: z.nullable(
		z.object({
			at: z.number(),
			cursor: z.object({
				version: z.literal(1),
				done: z.array(z.string()),
			}),
		}),
	),
});

/** The content of a cache file. */
export function serializeCache({ rows, ...cached }: CachedInbox): string {
	const stored = rows.map(({ scope, project, tool, instance }) => ({
		scope,
		project,
		tool,
		instance,
	}));
	return JSON.stringify({ version, ...cached, rows: stored });
}

/**
 * Reads the content of a cache file; `null` if it is of another version or damaged. Rows that are not valid are left
 * out: the next load finds them again.
 *
 * @param now Unix milliseconds
 */
export function parseCache(content: string, now: number): CachedInbox | null {
	const parsed = fileSchema.safeParse(parseJson(content));
	if (!parsed.success) return null;
	const { version: _, rows, others, ...cached } = parsed.data;
	return {
		...cached,
		rows: rows.flatMap((row) => waitingStep(row, now) ?? []),
		// The sdk validates each before it uses it.
		others: others as KnownInstance[],
	};
}

function waitingStep(
	{
		instance: stored,
		...row
	}: Pick<WaitingStep, "scope" | "project" | "tool"> & { instance: unknown },
	now: number,
): WaitingStep | null {
	const instance = validate<Instance>(instanceSchema, stored);
	if (instance.kind === "invalid") return null;
	const step = instance.value.current_step_occurrence;
	if (step === null) return null;
	return {
		...row,
		instance: instance.value,
		step,
		waiting_since: step.started_at,
		overdue: Date.parse(step.overdue_at ?? "") < now,
	};
}

function parseJson(content: string): unknown {
	try {
		return JSON.parse(content);
	} catch {
		return null;
	}
}
