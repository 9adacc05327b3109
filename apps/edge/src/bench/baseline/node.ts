// The smallest handler that records each response: Hono, and one insert that is durable before the reply.
// Arguments: the database file, and SQLite's `synchronous`.
import { DatabaseSync } from "node:sqlite";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const [, , file = "", synchronous = "FULL"] = process.argv;
const db = new DatabaseSync(file);
db.exec(
	`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
	CREATE TABLE responses (id INTEGER PRIMARY KEY, instance TEXT NOT NULL, response TEXT NOT NULL)`,
);
const insert = db.prepare(
	"INSERT INTO responses (instance, response) VALUES (?, ?)",
);
const app = new Hono();
app.post("*", async (c) => {
	const { response } = await c.req.json();
	insert.run(c.req.path, JSON.stringify(response));
	return c.body(null, 204);
});
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
	process.stdout.write(
		`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`,
	);
});
