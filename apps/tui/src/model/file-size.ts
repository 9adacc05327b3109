const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** A size in bytes, as people read it: `512 B`, `1.2 MB`. */
export function formatSize(bytes: number): string {
	let size = bytes;
	let unit = 0;
	// From 999.5 on a rounded size has a digit too many.
	while (size >= 999.5 && unit < units.length - 1) {
		size /= 1000;
		unit++;
	}
	const digits = unit > 0 && size < 9.95 ? 1 : 0;
	return `${size.toFixed(digits)} ${units[unit]}`;
}
