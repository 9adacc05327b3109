import { type Submission, submissionSchema } from "@signoff/core/contract";
import { type ParseResult, validate } from "@signoff/core/validation";

/** Core's `parseSubmission`, for what is loaded on first use: bundles that only respond need none of its texts. */
export function validateSubmission(input: unknown): ParseResult<Submission> {
	return validate(submissionSchema, input);
}
