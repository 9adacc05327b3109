import type {
	ClientCall,
	ClientResult,
} from "@signoff/conformance/fault-server";
import { outcomeSchema, validate } from "@signoff/core";

/** Asks a runtime that serves `answer` at the address given. Throws with its words where it has no outcome. */
export async function askAt(
	url: URL,
	asked: ClientCall,
): Promise<ClientResult> {
	const response = await fetch(url, {
		method: "POST",
		body: JSON.stringify(asked),
	});
	const text = await response.text();
	if (response.status !== 200) throw new Error(text);
	return toldBy(JSON.parse(text));
}

/** What came out of a runtime, checked. */
export function toldBy(value: unknown): ClientResult {
	const outcome = validate(outcomeSchema, value);
	if (outcome.kind === "invalid")
		throw new Error(JSON.stringify(outcome.issues));
	return { outcome: outcome.value };
}
