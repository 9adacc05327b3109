import type { ReportedAnswer } from "../model/reported-answer.ts";
import { editText } from "./edit-effect.ts";
import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import { runFileEffect } from "./file-effects.ts";
import { createInboxLoader } from "./inbox-loader.ts";
import {
	listCompanies,
	loadHistory,
	openInstance,
	refreshStep,
} from "./load-effects.ts";
import type { Effect } from "./messages.ts";
import { createOutboxSession } from "./outbox-session.ts";

/** Runs effects with the sdk, and dispatches their results as messages. */
export type EffectRunner = {
	run: (effect: Effect, dispatch: Dispatch) => void;
	/** Stops sending, closes the outbox and stores the inbox. Resolves with what the answers of this run ended in. */
	close: () => Promise<ReportedAnswer[]>;
	/** Resolves when no editor is open. */
	whenEdited: () => Promise<void>;
};

/** The cursor rests on a row if it is not moved in this time. */
const restMs = 400;

/** The only part of the app that calls the sdk. */
export function createEffectRunner(deps: EffectDeps): EffectRunner {
	const inbox = createInboxLoader(deps);
	const outbox = createOutboxSession(deps);
	let editing: Promise<void> = Promise.resolve();
	let preview: NodeJS.Timeout | undefined;

	/** Loading `fetch` takes as long as drawing: what needs the server waits for the first frame. */
	const onceDrawn = (work: () => Promise<void>): Promise<void> =>
		deps.drawn.then(work);

	function start(effect: Effect, dispatch: Dispatch): Promise<void> | null {
		switch (effect.kind) {
			case "list_companies":
				return onceDrawn(() => listCompanies(deps, dispatch));
			case "open_instance":
				return onceDrawn(() => openInstance(deps, effect, dispatch));
			case "load_inbox":
				return onceDrawn(() => inbox.load(effect, dispatch));
			case "open_inbox":
				return inbox.open(effect, dispatch);
			case "list_projects":
				return onceDrawn(() => inbox.listProjects(effect, dispatch));
			case "store_inbox":
				inbox.store(effect);
				return null;
			case "schedule_refresh":
				inbox.scheduleRefresh(effect, dispatch);
				return null;
			case "refresh_step":
				return refreshStep(deps, effect.waitingStep, dispatch);
			case "load_history":
				return loadHistory(deps, effect.waitingStep, dispatch);
			case "schedule_preview":
				clearTimeout(preview);
				preview = setTimeout(
					() => dispatch({ kind: "preview_due", id: effect.id }),
					restMs,
				);
				preview.unref();
				return null;
			case "copy_link":
				deps.copy(effect.url);
				return null;
			case "open_link": {
				const { url } = effect;
				return deps
					.openUrl(url)
					.catch(() => dispatch({ kind: "link_not_opened", url }));
			}
			case "suspend":
				editing = deps.suspend();
				return editing;
			case "edit_text":
				editing = editText(deps, effect, dispatch);
				return editing;
			case "check_files":
			case "attach_files":
			case "complete_path":
				runFileEffect(deps, effect, dispatch);
				return null;
			case "open_outbox":
			case "hold":
			case "hold_all":
			case "take_back_all":
			case "send_all_now":
			case "save_drafts":
			case "take_back":
			case "send_now":
			case "save_draft":
			case "remove_draft":
				return outbox.run(effect, dispatch);
		}
	}

	return {
		run: (effect, dispatch) => {
			start(effect, dispatch)?.catch(deps.onUnexpectedError);
		},
		close: async () => {
			clearTimeout(preview);
			const [answers] = await Promise.all([outbox.close(), inbox.flush()]);
			return answers;
		},
		whenEdited: () => editing.catch(() => {}),
	};
}
