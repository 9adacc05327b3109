import { expectInForm } from "../behaviours/option-forms.ts";
import type { Behaviour, Driver, OptionForm } from "../behaviours/types.ts";
import { runBehaviour } from "../drivers/client-driver.ts";
import type { FaultServerControl } from "../fault-server/control-client.ts";
import type { BehaviourResult } from "../report/types.ts";
import { adjustForRuntime } from "../suite/compare.ts";
import type { Adapter, AdapterAnswer } from "./adapter.ts";
import { compareConduct } from "./compare-conduct.ts";
import type { ClientReport } from "./find-harms.ts";
import { parseReply } from "./parse-reply.ts";

/** A behaviour in one form, as a client is checked against it. */
export type ClientCase = { behaviour: Behaviour; form: OptionForm };

/** How one case is checked. */
export type CaseOptions = Pick<
	Driver,
	"reportsConnectionRefused" | "mayResend"
> & {
	/** Whether the requests must be the expected ones, in their order. */
	exactRequests: boolean;
	/** How long the adapter may take for one behaviour. */
	timeLimitMs: number;
};

/** Runs a behaviour through an adapter, in a world that nothing else uses. */
export async function checkCase(
	server: FaultServerControl,
	{ behaviour, form }: ClientCase,
	adapter: Adapter,
	options: CaseOptions,
): Promise<BehaviourResult> {
	const startedAt = performance.now();
	const { result, requests, record } = await runBehaviour(
		server,
		behaviour,
		form,
		(call) =>
			adapter.send({ ...call, behaviour: behaviour.name }, options.timeLimitMs),
	);
	const expected = expectInForm(adjustForRuntime(options, behaviour), form);
	const about = {
		behaviour: behaviour.name,
		form,
		expected: expected.expect.outcome.kind,
		requests: requests.map(({ call }) => call),
		duration_ms: Math.round(performance.now() - startedAt),
	};
	const reply = parseAnswer(result);
	// What it writes next may belong to this request.
	if (reply.kind === "unreadable") await adapter.close();
	if (reply.kind === "unsupported")
		return {
			...{ ...about, verdict: "unsupported", reported: null },
			...{ harms: [], details: [reply.reason] },
		};
	const stderr = result.stderr === "" ? {} : { stderr: result.stderr };
	if (reply.kind !== "report")
		return {
			...{ ...about, verdict: "failed", reported: null },
			...{ harms: ["no_report"], details: reply.problems, ...stderr },
		};
	const { report } = reply;
	const reported = "reports" in report ? report.reports : report.outcome.kind;
	const { differences, harms } = compareConduct(
		expected,
		form,
		{ report, requests, record },
		options.exactRequests,
	);
	return harms.length === 0
		? { ...about, verdict: "passed", reported, harms, details: [] }
		: {
				...{ ...about, verdict: "failed", reported, harms },
				...{ details: [`reports ${reported}`, ...differences], ...stderr },
			};
}

type ParsedAnswer =
	| { kind: "report"; report: ClientReport }
	| { kind: "unsupported"; reason: string }
	| { kind: "none" | "unreadable"; problems: string[] };

function parseAnswer(answer: AdapterAnswer): ParsedAnswer {
	if (answer.kind === "none")
		return { kind: "none", problems: [answer.problem] };
	const reply = parseReply(answer.line);
	if (reply.kind === "invalid") {
		const { message = "" } = reply.issues[0] ?? {};
		return {
			kind: "unreadable",
			problems: [message, `The adapter wrote: ${answer.line}`],
		};
	}
	const { value } = reply;
	if ("unsupported" in value)
		return { kind: "unsupported", reason: value.unsupported };
	if ("error" in value)
		return { kind: "none", problems: [`The adapter reports: ${value.error}`] };
	return { kind: "report", report: value };
}
