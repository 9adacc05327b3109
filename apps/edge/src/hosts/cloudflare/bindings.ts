import type { SqlParam, SqlRow } from "../../sql/sql-database.ts";

/** The part of a durable object's SQLite storage that the ledger uses. */
export type ObjectStorage = {
	sql: {
		exec(query: string, ...params: SqlParam[]): { toArray(): SqlRow[] };
	};
	transactionSync<T>(work: () => T): T;
};

/** The state that a durable object is constructed with; `id.name` is set for objects that are addressed by name. */
export type ObjectState = {
	id: { readonly name?: string | undefined };
	storage: ObjectStorage;
};

/** The durable objects of one class, by name. One that stores nothing does not exist. */
export type ObjectNamespace = {
	getByName(name: string): { fetch(request: Request): Promise<Response> };
};

/** The variables and bindings of a deployment. */
export type WorkerEnv = {
	/** What records responses; required. `embedded`: the edge itself is the system of record. */
	SIGNOFF_UPSTREAM?: unknown;
	/** A fixture, as JSON or as text: the content of its company while that is still empty. For loopback only. */
	SIGNOFF_FIXTURE?: unknown;
	/** The URL of the edge for its callers; without it, links are relative. */
	SIGNOFF_PUBLIC_URL?: unknown;
	/** `info`, the default, logs a line for each request; `error` logs errors only. */
	SIGNOFF_LOG_LEVEL?: unknown;
	/** Durable objects of the class `CompanyLedger`. */
	COMPANIES: ObjectNamespace;
	/** Durable objects of the class `Directory`. */
	DIRECTORY: ObjectNamespace;
};

/** The context of a request to a Worker. */
export type WorkerContext = {
	waitUntil(promise: Promise<unknown>): void;
};
