import {
	type OutcomeKind,
	outcomeKinds,
	type ParseResult,
	validate,
} from "@signoff/core";
import { closestMatch, malformedIssue } from "@signoff/core/validation";
import * as z from "zod/mini";

/** An outcome as a client reports it: what it leaves out is not compared. */
export type ReportedOutcome = { kind: OutcomeKind } & Record<string, unknown>;

/** What a client says that only knows whether its call succeeded. */
export const plainReports = ["success", "failure", "unknown"] as const;
export type PlainReport = (typeof plainReports)[number];

/** One line of an adapter. */
export type AdapterReply =
	| { outcome: ReportedOutcome }
	| { reports: PlainReport }
	| { unsupported: string }
	| { error: string };

const replySchema: z.ZodMiniType<AdapterReply> = z.union([
	z.strictObject({
		outcome: z.looseObject({ kind: z.enum(outcomeKinds) }),
	}),
	z.strictObject({ reports: z.enum(plainReports) }),
	z.strictObject({ unsupported: z.string() }),
	z.strictObject({ error: z.string() }),
]);

/** Parses a line that an adapter wrote. The issue says what is wrong with it. */
export function parseReply(line: string): ParseResult<AdapterReply> {
	const json = parseJson(line);
	if (json === undefined) return refused("The line is not JSON.");
	const reply = validate(replySchema, json);
	return reply.kind === "parsed" ? reply : refused(problemOf(json));
}

function problemOf(reply: unknown): string {
	const named = validate(
		z.strictObject({ outcome: z.looseObject({ kind: z.string() }) }),
		reply,
	);
	if (named.kind === "invalid")
		return "The line must be an object with one of `outcome`, `reports`, `unsupported` and `error`.";
	const guess = closestMatch(named.value.outcome.kind, outcomeKinds);
	return guess === null
		? `The kind of the outcome must be one of ${outcomeKinds.join(", ")}.`
		: `The kind of the outcome is not known (did you mean \`${guess}\`?).`;
}

function refused(message: string): ParseResult<never> {
	return { kind: "invalid", issues: [malformedIssue([], message)] };
}

function parseJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
