import type { SentBatch } from "../../model/batch-rows.ts";

/** A batch that was sent, and the place in its table. */
export type BatchResultState = {
	sent: SentBatch;
	/** An index in the rows. */
	cursor: number;
	/** The index of the first row on the screen. */
	top: number;
};

export type BatchResultAction =
	| { kind: "moved"; by: number }
	| { kind: "paged"; by: number };

/** The start of the table. */
export function newBatchResult({
	sent,
}: {
	sent: SentBatch;
}): BatchResultState {
	return { sent, cursor: 0, top: 0 };
}

/** @param height the number of rows on the screen */
export function reduceBatchResult(
	state: BatchResultState,
	{ kind, by }: BatchResultAction,
	height: number,
): BatchResultState {
	const { entries, refused } = state.sent;
	const last = Math.max(0, entries.length + refused.length - 1);
	const step = kind === "paged" ? by * height : by;
	const cursor = Math.max(0, Math.min(last, state.cursor + step));
	const top = Math.max(cursor - height + 1, Math.min(state.top, cursor));
	return { ...state, cursor, top: Math.max(0, top) };
}
