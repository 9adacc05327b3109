// The smallest Worker that records each response: Hono in a durable object, and one insert.
import { Hono } from "hono";
import type {
	ObjectNamespace,
	ObjectState,
} from "../../hosts/cloudflare/bindings.ts";

/** Records the responses of one company. */
export class Recorder {
	readonly #app = new Hono();

	constructor({ storage: { sql } }: ObjectState) {
		sql.exec(
			"CREATE TABLE IF NOT EXISTS responses (id INTEGER PRIMARY KEY, instance TEXT NOT NULL, response TEXT NOT NULL)",
		);
		this.#app.post("*", async (c) => {
			const { response } = await c.req.json();
			sql.exec(
				"INSERT INTO responses (instance, response) VALUES (?, ?)",
				...[c.req.path, JSON.stringify(response)],
			);
			return c.body(null, 204);
		});
	}

	/** Handles a request. */
	async fetch(request: Request): Promise<Response> {
		return this.#app.fetch(request);
	}
}

const worker: {
	fetch(
		request: Request,
		env: { RECORDERS: ObjectNamespace },
	): Promise<Response>;
} = {
	fetch: (request, env) => env.RECORDERS.getByName("4201").fetch(request),
};

export default worker;
