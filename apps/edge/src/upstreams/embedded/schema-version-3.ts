/**
 * The counts of instances are kept by the statements that change an instance, and no longer by triggers: SQLite keeps a
 * copy of each page that a statement with a trigger changes, until that statement ends.
 */
export const schemaVersion3: readonly string[] = [
	"DROP TRIGGER count_new_instance",
	"DROP TRIGGER count_moved_instance",
];
