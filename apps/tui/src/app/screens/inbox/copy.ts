/** Shown instead of rows. */
export const emptyText = {
	loading: "Looking for steps that wait for you",
	noMatch: "Nothing fits the filter.",
	none: "Nothing is waiting for you.",
	noneHint: "New steps show up here: r looks again.",
} as const;

/** Shown below the rows. */
export const statusText = {
	/** Rows of an earlier run. */
	cached: (age: string): string => `As of ${age}`,
	neverComplete: "Not everything was read yet",
	failed: " Not everything could be read. r tries again.",
	filter: (filter: string): string => `Filter: ${filter}   (/ changes it)`,
	unreadable: (count: number): string =>
		`${count} ${count === 1 ? "list or instance" : "lists or instances"} could not be read: you may not see all.`,
} as const;

/** Shown as the project of a company's own instance. */
export const companyItself = "the company";

/** The orders that are not the usual one. */
export const orderTexts = {
	oldest: "waiting longest first",
	item: "by item",
} as const;
