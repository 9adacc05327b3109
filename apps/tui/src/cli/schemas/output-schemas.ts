import { outcomeKinds, outcomeSchema, submissionSchema } from "@signoff/core";
import * as z from "zod/mini";
import { checkNames } from "../doctor/facts/check.ts";
import { inboxFields } from "../output/inbox-fields.ts";

const text = z.string();
const nullableText = z.nullable(text);
const named = z.looseObject({ id: text, name: nullableText });
const me = z.looseObject({ id: text, login: nullableText, name: nullableText });
const instance = z.looseObject({ id: text });
const preview = z.looseObject({ would: z.enum(outcomeKinds) });
const identity = z.strictObject({
	me,
	company: named,
	environment: nullableText,
	base_url: text,
	login: z.strictObject({
		method: z.enum(["code", "service", "token", "variable", "config"]),
		keychain: z.nullable(z.boolean()),
		expires_at: nullableText,
	}),
});

/** A row of `bulk`: without the option if its name was not found. */
const bulkSubmission = z.looseObject({
	company_id: text,
	project_id: z.optional(text),
	id: text,
	response: z.looseObject({ current_step_occurrence_id: text }),
});

const bulkKinds = z.record(text, z.int());

/**
 * A line of `--json`, by command. `failure` is the line of any command that fails, and `version` that of `--version`. A
 * change that takes something away raises the version.
 */
export const outputSchemas: Record<string, z.ZodMiniType> = {
	app: z.strictObject({
		submission: z.nullable(submissionSchema),
		outcome: outcomeSchema,
	}),
	respond: z.union([
		outcomeSchema,
		z.strictObject({ preview, instance: z.optional(instance) }),
	]),
	preview: z.strictObject({ preview, instance: z.optional(instance) }),
	bulk: z.union([
		z.strictObject({
			row: z.int(),
			submission: bulkSubmission,
			outcome: outcomeSchema,
		}),
		z.strictObject({ row: z.int(), submission: bulkSubmission, preview }),
		z.strictObject({
			summary: z.strictObject({
				rows: z.int(),
				kinds: bulkKinds,
				failures: z.array(
					z.strictObject({ row: z.int(), kind: z.enum(outcomeKinds) }),
				),
			}),
		}),
	]),
	inbox: z.union([
		z.strictObject({
			company_id: text,
			project_id: z.optional(text),
			project: nullableText,
			tool: text,
			instance,
			step: z.looseObject({ id: text }),
			waiting_since: nullableText,
			overdue: z.boolean(),
		}),
		z.strictObject(
			Object.fromEntries(
				inboxFields.map((field) => [
					field,
					z.optional(field === "overdue" ? z.boolean() : nullableText),
				]),
			),
		),
	]),
	log: z.strictObject({
		at: text,
		submission: submissionSchema,
		item: nullableText,
		step_name: nullableText,
		option: nullableText,
		state: z.enum(["held", "open", "settled"]),
		outcome: z.optional(outcomeSchema),
	}),
	login: identity,
	logout: z.strictObject({
		removed: z.boolean(),
		revoked: z.nullable(z.boolean()),
	}),
	whoami: identity,
	doctor: z.strictObject({
		checks: z.array(
			z.strictObject({
				name: z.enum(checkNames),
				ok: z.boolean(),
				message: text,
				fix: nullableText,
			}),
		),
	}),
	config: z.union([
		z.strictObject({
			path: text,
			exists: z.boolean(),
			valid: z.boolean(),
			issues: z.array(z.strictObject({ message: text })),
			warnings: z.array(text),
		}),
		z.strictObject({ path: text }),
		z.looseObject({ $schema: text }),
		z.strictObject({
			keys: z.record(
				text,
				z.array(
					z.strictObject({ name: text, keys: z.array(text), does: text }),
				),
			),
		}),
	]),
	completion: z.union([
		z.strictObject({ script: text }),
		z.strictObject({ options: z.array(text) }),
	]),
	help: z.strictObject({ help: text }),
	version: z.strictObject({ version: text }),
	failure: z.union([
		outcomeSchema,
		z.strictObject({
			error: z.strictObject({ code: text, message: text }),
		}),
	]),
};
