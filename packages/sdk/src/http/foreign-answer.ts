import type { Outcome, OutcomeOf } from "@signoff/core/outcome";
import type { RequestEvent } from "@signoff/core/request";

/**
 * If another server than the API gave the last answer, the outcome says what came instead: a redirect, with its host, or
 * an HTML page. Nothing else of the answer is shown.
 *
 * @param base what a relative redirect refers to
 */
export function withForeignAnswer(
	outcome: Outcome,
	event: RequestEvent | null,
	base: URL,
): Outcome {
	if (
		event?.kind !== "response" ||
		!("cause" in outcome) ||
		outcome.cause?.code !== "not_the_api"
	)
		return outcome;
	const { status, headers, data } = event;
	if (status < 300 || status > 399)
		return typeof data === "string" && /^\s*</.test(data)
			? instead(outcome, "an HTML page")
			: outcome;
	const location = headers["location"];
	const host = location && URL.parse(location, base)?.host.slice(0, 100);
	return instead(outcome, `a redirect${host ? ` to ${host}` : ""}`);
}

function instead(
	outcome: OutcomeOf<"deferred" | "uncertain">,
	what: string,
): Outcome {
	const message = `The answer is not from the API: it is ${what}.`;
	return { ...outcome, cause: { code: "not_the_api", message } };
}
