// Opens the database of the first argument, which others open as well, and inserts as many rows as the second one says.
import { openDatabase } from "../node/sqlite/open-database.ts";

const [path = "", count] = process.argv.slice(2);
const db = openDatabase(path, {
	label: "The database",
	applicationId: 1,
	migrations: [(db) => db.exec("CREATE TABLE numbers (value INTEGER)")],
	error: (message, options) => new Error(message, options),
	shared: true,
});
for (let value = 0; value < Number(count); value++) {
	db.exec("BEGIN IMMEDIATE");
	db.prepare("INSERT INTO numbers VALUES (?)").run(value);
	db.exec("COMMIT");
}
db.close();
