/** Returns `data` of a v2 envelope, `{ "data": … }`; `undefined` if the body is none. */
export function unwrapData(body: unknown): unknown {
	return typeof body === "object" && body !== null && "data" in body
		? body.data
		: undefined;
}
