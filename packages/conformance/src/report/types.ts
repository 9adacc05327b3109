import type { OutcomeKind } from "@signoff/core";
import type { OptionForm, Role } from "../behaviours/types.ts";
import type { Harm } from "./harms.ts";

/** How a behaviour ended. `unsupported`: the client says that it cannot do this; never counted as passed. */
export type BehaviourVerdict = "passed" | "failed" | "unsupported";

/** The result of one behaviour. Plain JSON. */
export type BehaviourResult = {
	behaviour: string;
	/** How the submission names its response option. */
	form: OptionForm;
	/** The kind of outcome that the behaviour expects. */
	expected: OutcomeKind;
	verdict: BehaviourVerdict;
	/** What the client reports: a kind of outcome, or `success`, `failure` or `unknown`. `null` without a report. */
	reported: string | null;
	/** What the failure means for the client's user. Empty for a server, and unless the verdict is `failed`. */
	harms: Harm[];
	/** Every difference from what is expected, and why there was no report or no support, as sentences. */
	details: string[];
	/** The requests that the server received, in order; `null` if the server itself was checked. */
	requests: string[] | null;
	/** The end of what the client's process wrote to its standard error. Absent unless it failed and wrote something. */
	stderr?: string;
	duration_ms: number;
};

/** How many behaviours ended in each verdict. */
export type Totals = Record<BehaviourVerdict, number>;

/** The result of a check: what `--json` prints. */
export type ConformanceReport = {
	/** Rises with each change that a reader of the earlier format would notice. */
	format: 1;
	/** What was checked. */
	role: Role;
	totals: Totals;
	/** The totals of each kind of outcome that a behaviour expects. */
	by_kind: Partial<Record<OutcomeKind, Totals>>;
	/** How many behaviours failed with each harm. One behaviour may have several. */
	by_harm: Partial<Record<Harm, number>>;
	behaviours: BehaviourResult[];
};
