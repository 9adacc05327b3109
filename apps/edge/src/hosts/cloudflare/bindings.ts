import type { SqlParam, SqlRow } from "../../upstreams/embedded/sql.ts";

/** The storage of a durable object with SQLite, as far as the ledger needs it. */
export type ObjectStorage = {
	sql: {
		exec(query: string, ...params: SqlParam[]): { toArray(): SqlRow[] };
	};
	transactionSync<T>(work: () => T): T;
};

/** What a durable object is made with; `id.name` is there for objects that are reached by name. */
export type ObjectState = {
	id: { readonly name?: string | undefined };
	storage: ObjectStorage;
};

/** Durable objects of one class, by name. */
export type ObjectNamespace = {
	getByName(name: string): { fetch(request: Request): Promise<Response> };
};

/** What a deployment is configured with. */
export type WorkerEnv = {
	/** Where responses go; required. `embedded`: the edge itself is the system of record. */
	UPSTREAM?: unknown;
	/** A fixture, as JSON or as its text; its company is filled where it holds nothing yet. For loopback only. */
	FIXTURE?: unknown;
	/** Durable objects of the class `CompanyLedger`. */
	COMPANIES: ObjectNamespace;
	/** Durable objects of the class `Directory`. */
	DIRECTORY: ObjectNamespace;
};
