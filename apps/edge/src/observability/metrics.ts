import type { OutcomeKind } from "@signoff/core";
import {
	Counter,
	collectDefaultMetrics,
	Gauge,
	Histogram,
	Registry,
} from "prom-client";
import type { CommitObserver } from "../sql/group-commit.ts";
import type { RequestObserver } from "./request-record.ts";

/** The metrics of an edge, in Prometheus' text format. */
export type Metrics = {
	onRequest: RequestObserver;
	onCommit: CommitObserver;
	/** Is called for each settlement that has ended. */
	onSettled(outcome: OutcomeKind): void;
	/** Calls back for the number of open settlements whenever the values are read. */
	watchOpen(count: () => number): void;
	contentType: string;
	/** The current values. */
	text(): Promise<string>;
};

/** Every metric of the edge itself, which the documentation lists. */
export const metricNames = {
	requests: "signoff_requests_total",
	outcomes: "signoff_outcomes_total",
	faults: "signoff_storage_faults_total",
	openSettlements: "signoff_settlements_open",
	settlements: "signoff_settlements_total",
	requestDuration: "signoff_request_duration_seconds",
	groupSize: "signoff_commit_group_size",
	commitDuration: "signoff_commit_duration_seconds",
} as const;

/** Creates the metrics, with those of the process and of Node. */
export function createMetrics(): Metrics {
	const registry = new Registry();
	const registers = [registry];
	const requests = new Counter({
		name: metricNames.requests,
		help: "Requests that were answered. A path that does not exist has the route none.",
		labelNames: ["method", "route", "status"],
		registers,
	});
	const outcomes = new Counter({
		name: metricNames.outcomes,
		help: "Replies with an outcome, by its kind.",
		labelNames: ["kind"],
		registers,
	});
	const faults = new Counter({
		name: metricNames.faults,
		help: "Requests that the storage could not serve, by the reason.",
		labelNames: ["fault"],
		registers,
	});
	let countOpen: () => number = () => 0;
	new Gauge({
		name: metricNames.openSettlements,
		help: "Settlements that have not ended.",
		registers,
		collect() {
			this.set(countOpen());
		},
	});
	const settlements = new Counter({
		name: metricNames.settlements,
		help: "Settlements that have ended, by the kind of their outcome.",
		labelNames: ["outcome"],
		registers,
	});
	const requestDuration = new Histogram({
		name: metricNames.requestDuration,
		help: "Time from a request's headers to its reply.",
		labelNames: ["route"],
		buckets: [
			0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
		],
		registers,
	});
	const groupSize = new Histogram({
		name: metricNames.groupSize,
		help: "Decisions that were committed together.",
		buckets: [1, 2, 4, 8, 16, 32, 64, 128],
		registers,
	});
	const commitDuration = new Histogram({
		name: metricNames.commitDuration,
		help: "Time of a transaction: its decisions, and the wait for the disk.",
		buckets: [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
		registers,
	});
	collectDefaultMetrics({ register: registry });
	return {
		onRequest({ method, route, status, outcome, fault, durationMs }) {
			const label = route ?? "none";
			requests.inc({ method, route: label, status });
			requestDuration.observe({ route: label }, durationMs / 1_000);
			if (outcome !== null) outcomes.inc({ kind: outcome });
			if (fault !== null) faults.inc({ fault });
		},
		onCommit(size, durationMs) {
			groupSize.observe(size);
			commitDuration.observe(durationMs / 1_000);
		},
		onSettled: (outcome) => settlements.inc({ outcome }),
		watchOpen(count) {
			countOpen = count;
		},
		contentType: registry.contentType,
		text: () => registry.metrics(),
	};
}
