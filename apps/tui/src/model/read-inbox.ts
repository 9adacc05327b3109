import type { Scope } from "@signoff/core";
import {
	byUrgency,
	type Client,
	type SafeResult,
	safe,
	type UnreadablePart,
	type WaitingStep,
} from "@signoff/sdk";

/** The steps that wait for this person, most urgent first. */
export type InboxContents = {
	waiting: WaitingStep[];
	/** How many lists and instances this person may not see. */
	hidden: number;
};

/**
 * Reads the whole inbox. It fails if an instance could not be read for another reason than that this person may not see
 * it, but not before everything else was read.
 *
 * @param onFound receives each step as soon as it is found, in no particular order
 */
export async function readInbox(
	client: Client,
	scope: Scope,
	signal: AbortSignal,
	onFound: (step: WaitingStep) => void = () => {},
): Promise<SafeResult<InboxContents>> {
	const unreadable: UnreadablePart[] = [];
	const rows = client.inbox(scope, {
		signal,
		onProgress: (progress) => {
			if (progress.unreadable !== null) unreadable.push(progress.unreadable);
		},
	});
	const read = await safe(collect(rows, onFound));
	if (read.kind === "failed") return read;
	const failed = unreadable.find((part) => !isHidden(part));
	if (failed !== undefined) {
		const { outcome, message } = failed;
		return { kind: "failed", outcome, message };
	}
	const waiting = read.value.sort(byUrgency);
	return { kind: "ok", value: { waiting, hidden: unreadable.length } };
}

function isHidden({ outcome }: UnreadablePart): boolean {
	return outcome.kind === "forbidden" || outcome.kind === "not_found";
}

async function collect(
	rows: AsyncIterable<WaitingStep>,
	onFound: (step: WaitingStep) => void,
): Promise<WaitingStep[]> {
	const waiting: WaitingStep[] = [];
	for await (const step of rows) {
		onFound(step);
		waiting.push(step);
	}
	return waiting;
}
