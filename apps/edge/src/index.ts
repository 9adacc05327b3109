export {
	type Fixture,
	type FixtureResponse,
	parseFixture,
} from "@signoff/core/fixture";
export type { PageLink } from "@signoff/core/server";
export { type LoadResult, loadFixture } from "./fixture/load.ts";
export { backUp } from "./hosts/node/back-up.ts";
export { BackupError } from "./hosts/node/backup-file.ts";
export { DataFileError, openDataFile } from "./hosts/node/data-file.ts";
export { listen, type RunningServer } from "./hosts/node/listen.ts";
export {
	type RunningEdge,
	ServeError,
	type ServeOptions,
	serve,
} from "./hosts/node/serve.ts";
export { nodeSql } from "./hosts/node/sqlite.ts";
export { type App, type AppOptions, createApp } from "./http/app.ts";
export type {
	ErrorLogEntry,
	Log,
	LogEntry,
	LogLevel,
	RequestLogEntry,
} from "./observability/log.ts";
export type {
	RequestObserver,
	RequestRecord,
} from "./observability/request-record.ts";
export { type Clock, systemClock } from "./upstreams/embedded/clock.ts";
export type { CommitObserver } from "./upstreams/embedded/group-commit.ts";
export { groupCommit } from "./upstreams/embedded/group-commit.ts";
export { embeddedUpstream } from "./upstreams/embedded/index.ts";
export {
	isEmpty,
	type Ledger,
	openLedger,
} from "./upstreams/embedded/ledger.ts";
export { LedgerVersionError } from "./upstreams/embedded/migrate.ts";
export type {
	Commit,
	Sql,
	SqlParam,
	SqlRow,
} from "./upstreams/embedded/sql-database.ts";
export type { ReadQuery } from "./upstreams/request-types.ts";
export type {
	PageInfo,
	Principal,
	ReadResult,
	Upstream,
} from "./upstreams/upstream.ts";
