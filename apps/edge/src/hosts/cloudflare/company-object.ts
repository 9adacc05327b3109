import type { Fixture } from "@signoff/core/fixture";
import { loadFixture } from "../../fixture/load.ts";
import { createApp } from "../../http/app.ts";
import type { RequestObserver } from "../../observability/request-record.ts";
import { groupCommit } from "../../sql/group-commit.ts";
import type { Sql } from "../../sql/sql-database.ts";
import { systemClock } from "../../upstreams/embedded/clock.ts";
import { embeddedUpstream } from "../../upstreams/embedded/index.ts";
import { isEmpty, openLedger } from "../../upstreams/embedded/ledger.ts";
import { hasTokens } from "../../upstreams/embedded/tokens.ts";
import type { ObjectState, WorkerEnv } from "./bindings.ts";
import { consoleLog, consoleRequestLog } from "./console-log.ts";
import { readWorkerConfig } from "./env.ts";
import { misconfigured } from "./misconfigured.ts";
import { durableObjectSql } from "./sqlite.ts";
import {
	type DeploymentOptions,
	unknownCompanyApp,
} from "./unknown-company.ts";

type RequestHandler = (request: Request) => Response | Promise<Response>;

/** The durable object of one company: the app on the company's ledger. The object's name is the company's id. */
export class CompanyLedger {
	readonly #handle: RequestHandler;

	constructor({ id, storage }: ObjectState, env: WorkerEnv) {
		const config = readWorkerConfig(env);
		const {
			fixture = null,
			"public-url": publicUrl = null,
			"cors-origin": corsOrigins = [],
		} = config.kind === "valid" ? config.config : {};
		this.#handle = createHandler(
			durableObjectSql(storage),
			fixture?.company.id === id.name ? fixture : null,
			// Its app serves no page.
			{ publicUrl, corsOrigins, sampleToken: null },
			consoleRequestLog(env),
		);
	}

	/** Handles a request to the edge that the router sent to this company. */
	async fetch(request: Request): Promise<Response> {
		return this.#handle(request);
	}
}

/** @param fixture the fixture of this company, for an empty ledger */
function createHandler(
	sql: Sql,
	fixture: Fixture | null,
	options: DeploymentOptions,
	onRequest: RequestObserver | null,
): RequestHandler {
	const ledgerExists =
		sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'company'").length > 0;
	// A request with an invented company id must not create an empty ledger.
	if (!ledgerExists && fixture === null)
		return (request) => unknownCompanyApp(options, onRequest).fetch(request);
	const ledger = openLedger(sql, systemClock, groupCommit);
	if (fixture !== null && isEmpty(ledger)) {
		const loaded = loadFixture(ledger, fixture);
		if (loaded.kind === "invalid") {
			const reasons = loaded.issues.map(({ message }) => message).join(" ");
			return () =>
				misconfigured(`The variable SIGNOFF_FIXTURE is not valid: ${reasons}`);
		}
	}
	const app = createApp({
		upstream: embeddedUpstream(ledger),
		log: consoleLog,
		onRequest,
		...options,
		ownHostOnly: hasTokens(sql),
	});
	return (request) => app.fetch(request);
}
