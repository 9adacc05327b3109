/** Reads a v2 envelope, `{ "data": … }`. */
export function unwrapData(body: unknown): unknown {
	return typeof body === "object" && body !== null && "data" in body
		? body.data
		: undefined;
}
