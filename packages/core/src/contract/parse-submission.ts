import type { ParseResult } from "../validation/issue.ts";
import { validate } from "../validation/validate.ts";
import { type Submission, submissionSchema } from "./submission.ts";

/** Parses a submission from unknown input; every issue has its path. */
export function parseSubmission(input: unknown): ParseResult<Submission> {
	return validate(submissionSchema, input);
}
