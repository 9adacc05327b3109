/** Shown above the projects. */
export const question =
	"Which projects should your inbox show? Fewer projects open faster.";

/** Shown while the projects are listed. */
export const loadingText = "Looking for your projects";

/** The row of items that belong to the company itself. */
export const companyLabel = "The company's own items";

/** Shown below the projects. */
export const statusText = {
	none: "None is marked: Space marks, a marks all",
	marked: (count: number, total: number): string =>
		count === total
			? "All are marked, also those that are added later."
			: `${count} of ${total} marked`,
	filter: (filter: string, count: number): string =>
		`Filter: ${filter}   (${count} shown, Esc clears it)`,
} as const;

/** Shown if no project fits the filter. */
export const noMatch = "No project fits the filter.";
