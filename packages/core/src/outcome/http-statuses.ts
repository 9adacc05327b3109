import type { OutcomeKind } from "./outcome.ts";

/** The status of a kind; if it depends on the first issue or the reason, the status of each code, in ascending order. */
type HttpStatus = number | ({ otherwise: number } & Record<string, number>);

/** The HTTP statuses of each kind (contract §1). */
export const httpStatuses: Record<OutcomeKind, HttpStatus> = {
	recorded: 204,
	unchanged: 204,
	accepted: 204,
	conflict: 422,
	superseded: 422,
	invalid: {
		malformed: 400,
		body_too_large: 413,
		unsupported_media_type: 415,
		otherwise: 422,
	},
	unauthenticated: 401,
	forbidden: 403,
	not_found: 404,
	deferred: { rate_limited: 429, otherwise: 503 },
	uncertain: 504,
};
