import * as z from "zod/mini";
import type { ParseResult } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";
import {
	attachmentsSchema,
	pathSchema,
	responseFields,
	type Scope,
	type Submission,
} from "./submission.ts";
import type { WireBody } from "./wire.ts";

/** Accepts the body of the POST, in which `attachments` is required (contract §1). */
export const wireBodySchema: z.ZodMiniType<WireBody> = z.strictObject({
	response: z.strictObject({
		...responseFields,
		attachments: attachmentsSchema,
	}),
});

/** Parses a submission from a path and a body: the server's counterpart of `serializeSubmission`. */
export function parseWireSubmission(
	path: Scope & { id: string },
	body: unknown,
): ParseResult<Submission> {
	const parsedPath = validate(pathSchema, path);
	const parsedBody = validate(wireBodySchema, body);
	if (parsedPath.kind === "invalid") return parsedPath;
	if (parsedBody.kind === "invalid") return parsedBody;
	return {
		kind: "parsed",
		value: { ...parsedPath.value, response: parsedBody.value.response },
	};
}
