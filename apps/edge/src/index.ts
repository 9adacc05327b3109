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
export { type ServeOptions, serve } from "./hosts/node/serve.ts";
export {
	type RunningEdge,
	ServeError,
	type ServeUpstreamOptions,
} from "./hosts/node/serve-upstream.ts";
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
export type { CommitObserver } from "./sql/group-commit.ts";
export { groupCommit } from "./sql/group-commit.ts";
export type {
	Commit,
	Sql,
	SqlParam,
	SqlRow,
} from "./sql/sql-database.ts";
export { type Clock, systemClock } from "./upstreams/embedded/clock.ts";
export { embeddedUpstream } from "./upstreams/embedded/index.ts";
export {
	isEmpty,
	type Ledger,
	openLedger,
} from "./upstreams/embedded/ledger.ts";
export { LedgerVersionError } from "./upstreams/embedded/migrate.ts";
export type { ReadQuery } from "./upstreams/request-types.ts";
export type {
	PageInfo,
	Principal,
	ReadResult,
	Upstream,
} from "./upstreams/upstream.ts";
