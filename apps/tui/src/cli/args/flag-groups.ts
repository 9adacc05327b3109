/** Flags that several commands share, in the order of the help. */
export const commonFlags = ["json", "help"] as const;
export const scopeFlags = ["base-url", "company-id", "project-id"] as const;
export const responseFlags = [
	"instance",
	"option",
	"step",
	"comment",
	"stdin",
] as const;
