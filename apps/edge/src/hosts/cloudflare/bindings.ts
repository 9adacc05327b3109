import type { SqlParam, SqlRow } from "../../sql/sql-database.ts";

/** The part of a durable object's SQLite storage that the ledger uses. */
export type ObjectStorage = {
	sql: {
		/** Runs one statement. */
		exec(
			query: string,
			...params: SqlParam[]
		): {
			/** All rows of the result. */
			toArray(): SqlRow[];
		};
	};
	/** Stores everything that the callback writes, or nothing if it throws. */
	transactionSync<T>(work: () => T): T;
};

/** The state that a durable object is constructed with; `id.name` is set for objects that are addressed by name. */
export type ObjectState = {
	id: { readonly name?: string | undefined };
	storage: ObjectStorage;
};

/** The durable objects of one class, by name. One that stores nothing does not exist. */
export type ObjectNamespace = {
	/** The object of a name; it is created when it is first called. */
	getByName(name: string): {
		/** Sends a request to the object. */
		fetch(request: Request): Promise<Response>;
	};
};

/** The part of a durable object's storage that a settlement uses. */
export type SettlementStorage = {
	/** Reads and writes at once. Calls without a wait between them are stored together, or not at all. */
	kv: {
		/** The value of a key; `undefined` if there is none. */
		get(key: string): unknown;
		/** Replaces the value of a key. */
		put(key: string, value: string): void;
	};
	/** When the object's alarm rings; `null` if it has none, and while one is handled. Unix milliseconds. */
	getAlarm(): Promise<number | null>;
	/** Sets the time of the alarm, in Unix milliseconds. */
	setAlarm(at: number): Promise<void>;
	/** Deletes every key. */
	deleteAll(): Promise<void>;
	/** Resolves once everything that was written would survive a crash. */
	sync(): Promise<void>;
};

/** The state that the durable object of a settlement is constructed with. */
export type SettlementObjectState = {
	id: { readonly name?: string | undefined };
	storage: SettlementStorage;
	/** Keeps the runtime alive until the promise settles. */
	waitUntil(promise: Promise<unknown>): void;
};

/** The variables and bindings of a deployment. */
export type WorkerEnv = {
	/** What records responses; required. `embedded`: the edge itself is the system of record; `procore`: Procore. */
	SIGNOFF_UPSTREAM?: unknown;
	/** A fixture, as JSON or as text: the content of its company while that is still empty. For loopback only. */
	SIGNOFF_FIXTURE?: unknown;
	/** The URL of the edge for its callers; without it, links are relative. */
	SIGNOFF_PUBLIC_URL?: unknown;
	/** The origins whose pages may call the edge from a browser, separated by commas; none by default. */
	SIGNOFF_CORS_ORIGIN?: unknown;
	/** `info`, the default, logs a line for each request; `error` logs errors only. */
	SIGNOFF_LOG_LEVEL?: unknown;
	/** The companies that are served, separated by commas; required with the upstream procore, as all below it are for it. */
	SIGNOFF_COMPANIES?: unknown;
	/** `production`, the default, `sandbox`, `monthly` or `federal`. */
	SIGNOFF_ENVIRONMENT?: unknown;
	/** The URL of Procore's API, if it is not the environment's. */
	SIGNOFF_PROCORE_URL?: unknown;
	/** The URL of Procore's login server, if it is not the environment's. */
	SIGNOFF_LOGIN_URL?: unknown;
	/** `caller`, the default: callers send their own Procore token; `service`: an API key. */
	SIGNOFF_IDENTITY?: unknown;
	/** The most requests that wait for their turn, for each account; 1000 by default. */
	SIGNOFF_QUEUE?: unknown;
	/** How long settled states are kept, such as `12h`; `7d` by default. */
	SIGNOFF_KEEP_SETTLED?: unknown;
	/** The service account, for the identity `service`. A secret. */
	PROCORE_CLIENT_ID?: unknown;
	/** Its secret. */
	PROCORE_CLIENT_SECRET?: unknown;
	/** Seals stored credentials: 32 bytes in base64; required with the upstream procore. A secret. */
	SIGNOFF_SEAL_KEY?: unknown;
	/** The seal key before, while rotating. A secret. */
	SIGNOFF_SEAL_KEY_OLD?: unknown;
	/** The records of the API keys, as JSON or as text, for the identity `service`. */
	SIGNOFF_API_KEYS?: unknown;
	/** Durable objects of the class `CompanyLedger`. */
	COMPANIES: ObjectNamespace;
	/** Durable objects of the class `Directory`. */
	DIRECTORY: ObjectNamespace;
	/** Durable objects of the class `Settlement`; required with the upstream procore. */
	SETTLEMENTS?: ObjectNamespace;
	/** Durable objects of the class `Account`; required with the upstream procore. */
	ACCOUNTS?: ObjectNamespace;
};

/** The context of a request to a Worker. */
export type WorkerContext = {
	/** Keeps the runtime alive until the promise settles. */
	waitUntil(promise: Promise<unknown>): void;
};
