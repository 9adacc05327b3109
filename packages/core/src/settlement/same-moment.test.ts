import { expect, test } from "vitest";
import { isSameMoment } from "./same-moment.ts";

const moment = "2026-05-01T08:00:00Z";

test.each([
	[true, moment, moment],
	[true, "2026-05-01T08:00:00.000Z", moment],
	[true, "2026-05-01T08:00:00.000000Z", moment],
	[true, "2026-05-01T10:00:00+02:00", moment],
	[true, "2026-05-01T10:00:00+0200", moment],
	[true, "2026-05-01T03:00:00.000-05:00", moment],
	[true, "2026-05-01T08:00Z", moment],
	[true, "2026-05-01t08:00:00z", moment],
	[false, "2026-05-01T08:00:00.001Z", moment],
	[false, "2026-05-01T08:00:00+02:00", moment],
	// Without an offset, the time zone of this process would decide.
	[false, "2026-05-01T08:00:00", moment],
	[false, "2026-05-01", moment],
	[false, "2026-05-01", "2026-05-01T00:00:00Z"],
	[true, "2026-05-01T08:00:00", "2026-05-01T08:00:00"],
	[true, "yesterday", "yesterday"],
	[false, "yesterday", "today"],
	[false, "2026-13-45T99:00:00Z", "2026-14-45T99:00:00Z"],
	// Only whole texts with a year of four digits are moments.
	[false, "+002026-05-01T08:00:00Z", moment],
	[false, "2026-05-01T08:00:00Z\u0000", moment],
	[false, null, null],
	[false, null, moment],
	[false, "1777622400000", moment],
])("%s: %j and %j", (same, left, right) => {
	expect(isSameMoment(left, right)).toBe(same);
	expect(isSameMoment(right, left)).toBe(same);
});
