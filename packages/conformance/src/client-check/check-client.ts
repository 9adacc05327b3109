import { behavioursOf } from "../behaviours/index.ts";
import { runsInForm } from "../behaviours/option-forms.ts";
import type { OptionForm } from "../behaviours/types.ts";
import type { FaultServerControl } from "../fault-server/control-client.ts";
import type { BehaviourResult } from "../report/types.ts";
import { type Adapter, createAdapter } from "./adapter.ts";
import { type CaseOptions, type ClientCase, checkCase } from "./check-case.ts";

/** How a client is checked. */
export type ClientCheckOptions = CaseOptions & {
	/** The adapter's command. */
	command: string;
	/** Whether each behaviour gets a new process. */
	restart: boolean;
	/** How many processes run at once. */
	concurrency: number;
};

/** The behaviours of a client whose names contain a text, in each of the forms. */
export function clientCases(
	optionForms: readonly OptionForm[],
	text: string,
): ClientCase[] {
	return optionForms.flatMap((form) =>
		behavioursOf("client")
			.filter((behaviour) => runsInForm(behaviour, form, { optionForms }))
			.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
			.map((behaviour) => ({ behaviour, form })),
	);
}

/**
 * Runs every case through adapter processes, and passes each result on as it ends. Rejects with `signal.reason` if it is
 * aborted, and with {@link CommandNotFound}. No process is left in any case.
 */
export async function checkClient(
	server: FaultServerControl,
	cases: readonly ClientCase[],
	options: ClientCheckOptions,
	onResult: (index: number, result: BehaviourResult) => void,
	signal: AbortSignal,
): Promise<void> {
	const { command, restart, concurrency } = options;
	const queue = cases.entries();
	const adapters = Array.from(
		{ length: Math.min(concurrency, cases.length) },
		() => createAdapter(command, restart),
	);
	let isStopped = false;
	const work = async (adapter: Adapter): Promise<void> => {
		for (const [index, each] of queue) {
			const result = await checkCase(server, each, adapter, options);
			if (isStopped) return;
			onResult(index, result);
		}
	};
	const workers = adapters.map(work);
	try {
		await Promise.race([Promise.all(workers), rejectOnAbort(signal)]);
	} finally {
		isStopped = true;
		// Each worker ends with its adapter.
		await Promise.all(adapters.map((adapter) => adapter.close()));
		await Promise.allSettled(workers);
	}
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const abort = (): void => reject(signal.reason);
		if (signal.aborted) abort();
		signal.addEventListener("abort", abort, { once: true });
	});
}
