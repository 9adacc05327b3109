/** Why a journal cannot be used, in a sentence for a person. Its message names the file, if there is one. */
export class JournalError extends Error {
	override readonly name = "JournalError";
}

/** Why a new journal is a remedy. */
export const resubmittingIsSafe =
	"Submitting again is safe: a response is never recorded twice.";

/**
 * The error for an entry that cannot be read.
 *
 * @param label the journal: "The journal may-invoices.journal"
 * @param fault what is wrong with the entry, as in "It is damaged"
 */
export function unreadableEntry(
	label: string,
	fault: "It is damaged" | "It was stored by another version",
	cause?: unknown,
): JournalError {
	const help =
		fault === "It is damaged"
			? "restore the file from a copy, or start with a new journal"
			: "use that version to finish, or start with a new journal";
	return new JournalError(
		`${label} holds an entry that this version cannot read. ${fault}: ${help}. ${resubmittingIsSafe}`,
		{ cause },
	);
}
