import * as z from "zod/mini";
import type { ObjectAddress } from "./call-object.ts";
import { inBackground } from "./request-context.ts";

/** A place in an account, or when to ask for one again. */
export type Entry =
	| { kind: "entered"; leave(): void }
	| { kind: "full"; retryMs: number };

const fullSchema = z.object({ retry_ms: z.number() });

/**
 * Takes a place in an account, which is held by the open reply of a request.
 *
 * @param queue `requests` of callers, or settlements that go on in the `background`
 * @throws what the runtime throws if the account's object cannot be reached
 */
export async function enterAccount(
	{ objects, name }: ObjectAddress,
	queue: "requests" | "background",
): Promise<Entry> {
	const reply = await objects
		.getByName(name)
		.fetch(new Request(`http://object/places/${queue}`, { method: "POST" }));
	if (reply.status === 503) {
		const { retry_ms } = fullSchema.parse(await reply.json());
		return { kind: "full", retryMs: retry_ms };
	}
	const { body } = reply;
	return {
		kind: "entered",
		leave: () => inBackground(body?.cancel() ?? Promise.resolve()),
	};
}
