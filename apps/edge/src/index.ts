export { type Loaded, loadFixture, parseFixture } from "./fixture/load.ts";
export type { Fixture, FixtureResponse } from "./fixture/schema.ts";
export { DataFileError, openDataFile } from "./hosts/node/data-file.ts";
export { type Listening, listen } from "./hosts/node/listen.ts";
export { ServeError, type ServeOptions, serve } from "./hosts/node/serve.ts";
export { sqlOn } from "./hosts/node/sqlite.ts";
export { type App, type AppOptions, createApp } from "./http/app.ts";
export type { Log, LogEntry } from "./observability/log.ts";
export { type Clock, systemClock } from "./upstreams/embedded/clock.ts";
export { embedded } from "./upstreams/embedded/index.ts";
export {
	isEmpty,
	type Ledger,
	openLedger,
} from "./upstreams/embedded/ledger.ts";
export type { Row, Sql, SqlInput } from "./upstreams/embedded/sql.ts";
export type {
	Caller,
	Found,
	Page,
	PageLink,
	Read,
	Upstream,
} from "./upstreams/upstream.ts";
