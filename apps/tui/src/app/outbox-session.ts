import { basename } from "node:path";
import { type Instance, outcomeTraits } from "@signoff/core";
import type { ReportedAnswer } from "../model/reported-answer.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { entryObjection } from "../outbox/entry-objection.ts";
import type { Outbox } from "../outbox/outbox-api.ts";
import { OutboxError } from "../outbox/outbox-error.ts";
import { startRunner } from "../outbox/runner.ts";
import type { SettleClaimResult } from "../outbox/settle-claim.ts";
import type { EntryOptions } from "../outbox/settle-due.ts";
import { createAnswerEffects, type OpenedOutbox } from "./answer-effects.ts";
import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import type { OutboxEffect } from "./messages.ts";
import { createOutboxReport } from "./outbox-report.ts";
import { noticeMs } from "./outbox-view-updates.ts";

type EffectOf<K extends OutboxEffect["kind"]> = Extract<
	OutboxEffect,
	{ kind: K }
>;

/** Stores drafts and answers in the outbox, and sends the answers of one person in the background. */
export type OutboxSession = {
	run: (effect: OutboxEffect, dispatch: Dispatch) => Promise<void> | null;
	/** Stops sending, and closes the outbox. Resolves with what the answers of this run ended in. */
	close: () => Promise<ReportedAnswer[]>;
};

const tickMs = 1_000;

/** From this many entries on, changes are shown together, at most this often. */
const manyEntries = 50;
const togetherMs = 100;

export function createOutboxSession(deps: EffectDeps): OutboxSession {
	const { client, deadlineMs, now } = deps;
	const report = createOutboxReport();
	/** The instances as they were when the answers were decided here, by the entry's id. */
	const decided = new Map<string, Instance | undefined>();
	/** The entries that are not settled, as they were read last. */
	let known = new Map<string, OutboxEntry>();
	let opened: OpenedOutbox | null = null;
	let ticking: NodeJS.Timeout | undefined;
	let refreshing: NodeJS.Timeout | undefined;
	let activeUntil = 0;

	const answer = createAnswerEffects({
		undoMs: deps.outbox.undoMs,
		decided,
		report,
		refresh,
	});

	/** An error of the outbox is shown; nothing is sent or stored after it. */
	function guarded(dispatch: Dispatch, work: () => void): void {
		try {
			work();
		} catch (error) {
			fail(error, dispatch);
		}
	}

	function fail(error: unknown, dispatch: Dispatch): void {
		if (!(error instanceof OutboxError)) {
			deps.onUnexpectedError(error);
			return;
		}
		const { message, outcome } = error;
		void opened?.runner?.stop();
		dispatch({ kind: "outbox_failed", message, outcome });
	}

	function open(
		{ company_id, me }: EffectOf<"open_outbox">,
		dispatch: Dispatch,
	): void {
		if (opened !== null || deps.signal.aborted) return;
		guarded(dispatch, () => {
			const { environment } = deps.outbox;
			const identity = { environment, company_id, person: me };
			const outbox = deps.outbox.open();
			opened = { outbox, identity, runner: null };
			outbox.recover();
			const entries = outbox.unsettled(identity);
			known = byId(entries);
			const drafts = outbox.drafts.list(identity);
			dispatch({ kind: "ticked", now: now() });
			dispatch({ kind: "outbox_opened", entries, drafts });
			opened.runner = startRunner({
				outbox,
				client,
				identity,
				deadlineMs,
				// An answer that waits longer than `deadlineMs` ends, and is tried again.
				patienceMs: Number.POSITIVE_INFINITY,
				optionsOf: (entry) => optionsOf(entry, dispatch),
				onEnd: (entry, result) => ended(outbox, entry, result, dispatch),
				onChange: () => refreshSoon(dispatch),
				onError: (error) => fail(error, dispatch),
			});
			ticking = setInterval(() => {
				if (known.size > 0 || now() < activeUntil)
					dispatch({ kind: "ticked", now: now() });
			}, tickMs);
			ticking.unref();
		});
	}

	/** Many entries change often: they are read again together. */
	function refreshSoon(dispatch: Dispatch): void {
		if (known.size < manyEntries) {
			guarded(dispatch, () => refresh(dispatch));
			return;
		}
		refreshing ??= setTimeout(() => {
			refreshing = undefined;
			guarded(dispatch, () => refresh(dispatch));
		}, togetherMs);
	}

	/** Reads the entries and the drafts again, after a change by this process or another one. */
	function refresh(dispatch: Dispatch): void {
		if (opened === null) return;
		const { outbox, identity } = opened;
		const entries = outbox.unsettled(identity);
		const before = known;
		known = byId(entries);
		const gone = [...before.values()].filter(({ id }) => !known.has(id));
		const settled = gone.flatMap(({ id }) => {
			const entry = outbox.get(id);
			if (entry?.state.kind !== "settled" || report.has(id)) return [];
			const { outcome } = entry.state;
			const isOwn = decided.has(id);
			if (isOwn) report.ended(entry, outcome, false);
			return [{ entry, outcome, isOwn }];
		});
		activeUntil = now() + noticeMs + tickMs;
		dispatch({ kind: "ticked", now: now() });
		dispatch({
			kind: "outbox_changed",
			entries,
			settled,
			drafts: outbox.drafts.list(identity),
		});
	}

	function optionsOf(
		{ id, state, files }: OutboxEntry,
		dispatch: Dispatch,
	): EntryOptions {
		dispatch({ kind: "ticked", now: now() });
		dispatch({ kind: "entry_started", id });
		const isFirst = state.kind === "open" && state.settlement === null;
		return {
			instance: isFirst ? decided.get(id) : undefined,
			objection: ({ entry }, signal) =>
				entryObjection(client, entry, deps.guardrails, decided.get(id), signal),
			onProgress: ({ attempts, activity }) =>
				dispatch({ kind: "entry_progressed", id, attempts, activity }),
			onUpload: (path, { sent, total }) =>
				dispatch({
					kind: "entry_uploading",
					id,
					upload: {
						name: basename(path),
						number: files.indexOf(path) + 1,
						count: files.length,
						sent,
						total,
					},
				}),
		};
	}

	function ended(
		outbox: Outbox,
		entry: OutboxEntry,
		result: SettleClaimResult,
		dispatch: Dispatch,
	): void {
		dispatch({ kind: "entry_stopped", id: entry.id });
		if (result.kind === "waiting" || result.kind === "lost") return;
		const { outcome } = result;
		const isOpen = outcomeTraits[outcome.kind].retryable;
		if (result.kind === "ended") {
			report.ended(entry, outcome, isOpen);
			dispatch({ kind: "ticked", now: now() });
			dispatch({ kind: "entry_ended", entry, outcome });
		} else if (outbox.get(entry.id) === null) report.drafted(entry);
		else report.ended(entry, outcome, true);
	}

	return {
		run: (effect, dispatch) => {
			// The file is opened after the first frame, since nothing can be decided before it.
			if (effect.kind === "open_outbox")
				return deps.drawn.then(() => open(effect, dispatch));
			const current = opened;
			if (current !== null)
				guarded(dispatch, () => answer(effect, dispatch, current));
			return null;
		},
		close: async () => {
			clearInterval(ticking);
			clearTimeout(refreshing);
			if (opened === null) return report.answers();
			const { outbox, identity, runner } = opened;
			opened = null;
			await runner?.stop();
			try {
				const held = outbox
					.unsettled(identity)
					.filter(({ id, state }) => state.kind === "held" && decided.has(id));
				outbox.close();
				for (const entry of held) report.drafted(entry);
			} catch (error) {
				if (!(error instanceof OutboxError)) throw error;
			}
			return report.answers();
		},
	};
}

function byId(entries: readonly OutboxEntry[]): Map<string, OutboxEntry> {
	return new Map(entries.map((entry) => [entry.id, entry]));
}
