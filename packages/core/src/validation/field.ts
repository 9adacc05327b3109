/** A property of an unknown value; `undefined` if the value is not an object. */
export function field(value: unknown, key: PropertyKey): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, key)
		: undefined;
}
