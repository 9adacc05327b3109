export { type App, type AppOptions, createApp } from "./app.ts";
export { type Clock, systemClock } from "./embedded/clock.ts";
export { isEmpty, type Ledger, openLedger } from "./embedded/ledger.ts";
export { embedded } from "./embedded/upstream.ts";
export { type Loaded, loadFixture, parseFixture } from "./fixture/load.ts";
export { DataFileError, openDatabase } from "./hosts/data-file.ts";
export { type Listening, listen } from "./hosts/listen.ts";
export { ServeError, type ServeOptions, serve } from "./hosts/node.ts";
export { sqlOn } from "./hosts/sqlite.ts";
export type { Log, LogEntry } from "./log.ts";
export type { Fixture, FixtureResponse } from "./schemas/fixture.ts";
export type { Row, Sql, SqlInput } from "./sql.ts";
export type {
	Caller,
	Found,
	Page,
	PageLink,
	Read,
	Upstream,
} from "./upstream.ts";
