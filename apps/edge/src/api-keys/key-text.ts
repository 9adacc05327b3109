/** The two parts of a key as a caller sends it: `sgn_<id>_<secret>`. */
export type KeyText = { id: string; secret: string };

/** The text of a key. The id has no underscore, so the text has one reading only. */
export function formatKey({ id, secret }: KeyText): string {
	return `sgn_${id}_${secret}`;
}

/** The parts of a key; `null` if the text does not have its form. */
export function parseKey(text: string): KeyText | null {
	const [, id, secret] =
		/^sgn_([A-Za-z0-9-]{1,32})_([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
	return id === undefined || secret === undefined ? null : { id, secret };
}
