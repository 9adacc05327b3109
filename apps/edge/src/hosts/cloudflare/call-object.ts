import type * as z from "zod/mini";
import type { ObjectNamespace } from "./bindings.ts";

/** A durable object, by name. */
export type ObjectAddress = { objects: ObjectNamespace; name: string };

/** A durable object refused a call, which is a fault of the edge itself. */
class ObjectCallError extends Error {
	override readonly name = "ObjectCallError";
}

/**
 * Calls a durable object of the edge with JSON, and parses its reply.
 *
 * @throws what the runtime throws if the object cannot be reached, or has ended meanwhile: the call may have had its effect
 */
export async function callObject<T>(
	{ objects, name }: ObjectAddress,
	path: string,
	body: unknown,
	schema: z.ZodMiniType<T>,
): Promise<T> {
	const reply = await objects.getByName(name).fetch(
		new Request(`http://object${path}`, {
			method: "POST",
			body: JSON.stringify(body),
		}),
	);
	if (reply.status !== 200)
		throw new ObjectCallError(`The object replied with ${reply.status}.`);
	return schema.parse(await reply.json());
}
