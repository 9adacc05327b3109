import { field } from "../validation/field.ts";

/** Returns `data` of a v2 envelope, `{ "data": … }`; `undefined` if the body is none. */
export function unwrapData(body: unknown): unknown {
	return field(body, "data");
}
