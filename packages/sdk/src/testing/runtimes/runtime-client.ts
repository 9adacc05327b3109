import type {
	ClientCall,
	ClientResult,
} from "@signoff/conformance/fault-server";
import { outcomeSchema, validate } from "@signoff/core";

/** Sends a call to a runtime that serves `handleRequest`. Throws with the response body if there is no outcome. */
export async function respondInRuntime(
	url: URL,
	call: ClientCall,
): Promise<ClientResult> {
	const response = await fetch(url, {
		method: "POST",
		body: JSON.stringify(call),
	});
	const text = await response.text();
	if (response.status !== 200) throw new Error(text);
	return parseReport(JSON.parse(text));
}

/** Validates the outcome that a runtime returned. */
export function parseReport(value: unknown): ClientResult {
	const outcome = validate(outcomeSchema, value);
	if (outcome.kind === "invalid")
		throw new Error(JSON.stringify(outcome.issues));
	return { outcome: outcome.value };
}
