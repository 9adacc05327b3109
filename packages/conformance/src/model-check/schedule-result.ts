import type { Outcome, OutcomeKind, SettlementState } from "@signoff/core";
import type { Scenario } from "../simulation/random-scenario.ts";
import type { ScheduleFacts } from "../simulation/schedule-facts.ts";
import type { VirtualServer } from "../simulation/virtual-server.ts";

/** The result of one settlement: everything that the invariants depend on. Server times, in Unix milliseconds. */
export type SettlementResult = ScheduleFacts & {
	scenario: Scenario;
	/** The server once every request in flight has arrived. */
	server: VirtualServer;
	outcome: Outcome;
	state: SettlementState;
	/** `unfinished`: the rule issued more commands than a settlement needs. */
	ended: "finished" | "aborted" | "unfinished";
	finished_at: number;
	/** How far the client's clock was ahead of the server's in the end. */
	clock_skew_ms: number;
	/** With what the origins of the responses begin that count as the settlement's own. */
	origin_prefix: string;
};

/** The result of a schedule: a settlement, and what followed it. */
export type ScheduleResult = SettlementResult & {
	/** Whether the rest was tried, and the outcomes are compared with their HTTP form. */
	compares: boolean;
	/** The same submission taken up again; `asked`: whether the server was asked. */
	taken_up: (SettlementResult & { asked: boolean }) | null;
	/** New settlements of an uncertain submission against a server without faults. */
	again: SettlementResult[];
	/** What a preview said, and what a settlement without faults then did. */
	previewed: { would: OutcomeKind; result: SettlementResult } | null;
};

/** Writes one line about what happened. */
export type Log = (line: string) => void;
