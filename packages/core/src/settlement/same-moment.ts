/** True if two texts name the same instant, in whatever format. Texts that are not ISO 8601 must be equal. */
export function isSameMoment(
	left: string | null,
	right: string | null,
): boolean {
	if (left === right) return left !== null;
	return isIso(left) && isIso(right) && Date.parse(left) === Date.parse(right);
}

// Without an offset a time would be read as local.
function isIso(text: string | null): text is string {
	return (
		text !== null && /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
	);
}
