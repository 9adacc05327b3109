import type {
	Attempt,
	Instance,
	Me,
	Outcome,
	Scope,
	Submission,
} from "@signoff/core";
import type { Company, Project } from "@signoff/core/contract";
import type { InstanceListName, RespondActivity } from "@signoff/sdk";
import type { ShownInbox } from "../inbox-cache/inbox-session.ts";
import type { LoadProgress } from "../model/load-progress.ts";
import type { PreviousStep, WaitingStep } from "../model/waiting-step.ts";
import type { Watched } from "../model/watched.ts";
import type { Draft, DraftStep, StoredDraft } from "../outbox/draft.ts";
import type { EntryContext, OutboxEntry } from "../outbox/entry.ts";
import type { KnownFiles } from "./model/attached.ts";
import type { SentBatch } from "./model/batch-rows.ts";
import type { FileUpload } from "./model/outbox-view.ts";
import type { AppState } from "./state.ts";
import type { Key } from "./ui/key-input.ts";
import type { Size } from "./ui/page.ts";

/** An event for the app's reducer: from the keyboard, from the terminal or from an effect. */
export type Message =
	| { kind: "key_pressed"; key: Key }
	| { kind: "pasted"; text: string }
	| { kind: "resized"; size: Size }
	| { kind: "ticked"; now: number }
	/** The process received a signal to end. */
	| { kind: "interrupted" }
	| { kind: "me_loaded"; me: Me }
	| { kind: "companies_loaded"; companies: Company[] }
	| { kind: "startup_failed"; outcome: Outcome; message: string }
	| { kind: "instance_opened"; waitingStep: WaitingStep }
	| { kind: "instance_has_no_step"; instance: string }
	| { kind: "steps_loaded"; loadId: number; steps: WaitingStep[] }
	/** The last known inbox was opened; it may be empty. */
	| ({ kind: "cache_opened" } & ShownInbox)
	| { kind: "projects_loaded"; projects: Project[] }
	| {
			kind: "projects_failed";
			loadId: number;
			outcome: Outcome;
			message: string;
	  }
	| { kind: "lists_completed"; loadId: number; lists: InstanceListName[] }
	| { kind: "load_progressed"; loadId: number; progress: LoadProgress }
	/** `isRest`: see `InboxScreenAction`. */
	| {
			kind: "load_completed";
			loadId: number;
			unreadable: number;
			isRest?: boolean;
	  }
	/** It is time to load the inbox again, if no other load began since. */
	| { kind: "refresh_due"; loadId: number }
	| { kind: "load_failed"; loadId: number; outcome: Outcome; message: string }
	/** `id`: see `waitingStepId`. */
	| { kind: "step_refreshed"; id: string; instance: Instance }
	/** The cursor of the inbox rests on a row. */
	| { kind: "preview_due"; id: string }
	/** The browser could not be started. */
	| { kind: "link_not_opened"; url: string }
	| { kind: "history_loaded"; id: string; steps: PreviousStep[] | null }
	/** The editor was closed. `id`: of the step whose comment it was. */
	| { kind: "text_edited"; id: string; text: string }
	/** The editor could not be used; the comment is unchanged. */
	| { kind: "editor_failed"; id: string; reason: string }
	/** What is at the paths of files. */
	| { kind: "files_checked"; known: KnownFiles }
	/** Files to attach to the answer of a step. `id`: see `waitingStepId`. */
	| { kind: "files_attached"; id: string; known: KnownFiles }
	/** A path is not one of a file that can be attached. */
	| { kind: "files_refused"; id: string; reason: string }
	/** `typed`: the path as it was. */
	| {
			kind: "path_completed";
			id: string;
			typed: string;
			text: string;
			matches: string[];
	  }
	| { kind: "outbox_opened"; entries: OutboxEntry[]; drafts: StoredDraft[] }
	/** `settled`: entries that another process has settled; `isOwn`: they were decided here. */
	| {
			kind: "outbox_changed";
			entries: OutboxEntry[];
			settled: { entry: OutboxEntry; outcome: Outcome; isOwn: boolean }[];
			drafts: StoredDraft[];
	  }
	/** Nothing can be sent or stored any more. `outcome`: what is known about the answer that was being sent, if any. */
	| { kind: "outbox_failed"; message: string; outcome: Outcome | null }
	| { kind: "answer_held"; entry: OutboxEntry }
	/** Another answer to the step is not settled: `entry`. */
	| { kind: "answer_blocked"; entry: OutboxEntry }
	| { kind: "answer_invalid"; submission: Submission; outcome: Outcome }
	/** The answers of a batch are in the outbox, except those that are refused. */
	| { kind: "batch_held"; sent: SentBatch }
	/** These answers of a batch are drafts again. \`late\`: how many others are being sent. */
	| { kind: "batch_taken_back"; drafts: StoredDraft[]; late: number }
	/** `reopens`: see the effect. */
	| {
			kind: "taken_back";
			entry: OutboxEntry;
			draft: StoredDraft;
			reopens: boolean;
	  }
	| { kind: "not_taken_back"; entry: OutboxEntry }
	/** This process sends an entry from now on. */
	| { kind: "entry_started"; id: string }
	| {
			kind: "entry_progressed";
			id: string;
			attempts: Attempt[];
			activity: RespondActivity;
	  }
	/** A file of the entry is being uploaded. */
	| { kind: "entry_uploading"; id: string; upload: FileUpload }
	/** This process does not send the entry any more. */
	| { kind: "entry_stopped"; id: string }
	| { kind: "entry_ended"; entry: OutboxEntry; outcome: Outcome };

/** Work for the sdk, as data. The effect runner executes it and reports with messages. */
export type Effect =
	| { kind: "list_companies" }
	| { kind: "open_instance"; scope: Scope; instance: string }
	/** Opens the last known inbox of the person. */
	| { kind: "open_inbox"; company_id: string; loadId: number }
	| { kind: "list_projects"; company_id: string; loadId: number }
	| {
			kind: "load_inbox";
			company_id: string;
			watched: Watched;
			loadId: number;
	  }
	/** Stores what the inbox shows, for the next run. */
	| { kind: "store_inbox"; company_id: string; shown: ShownInbox }
	| { kind: "schedule_refresh"; loadId: number; afterMs: number }
	/** Reads a step again, since the inbox may be out of date. */
	| { kind: "refresh_step"; waitingStep: WaitingStep }
	/** Reports when the cursor of the inbox rests on a row. `id`: see `waitingStepId`. */
	| { kind: "schedule_preview"; id: string }
	| { kind: "copy_link"; url: string }
	| { kind: "open_link"; url: string }
	/** Stops the app until it is continued, as Ctrl-Z does. */
	| { kind: "suspend" }
	| { kind: "load_history"; waitingStep: WaitingStep }
	/** Opens a text in the person's editor. `id`: the step that it is about. */
	| { kind: "edit_text"; id: string; text: string }
	| FileEffect
	| OutboxEffect;

/** Work on local files. `id`: of the step whose answer they are for, see `waitingStepId`. */
export type FileEffect =
	| { kind: "check_files"; paths: string[] }
	/** Looks at the files of a text: one path, or several as a shell writes them. */
	| { kind: "attach_files"; id: string; text: string }
	| { kind: "complete_path"; id: string; text: string };

/** An answer that was decided. */
export type Answer = {
	submission: Submission;
	names: EntryContext;
	instance: Instance | undefined;
	files: string[];
};

/** Work for the outbox. */
export type OutboxEffect =
	/** Opens the outbox of a person, and sends what is due from then on. */
	| { kind: "open_outbox"; company_id: string; me: Me | null }
	/**
	 * Stores an answer that is sent after the undo window. `instance`: as it was read before; `undefined` makes the sdk read
	 * it if needed. `files`: paths of files to upload.
	 */
	| ({ kind: "hold" } & Answer)
	/** Stores answers in one transaction. Their undo window is the same. */
	| { kind: "hold_all"; answers: Answer[] }
	/** Takes back the answers of a batch that can still be taken back. */
	| { kind: "take_back_all"; ids: string[] }
	| { kind: "send_all_now"; ids: string[] }
	/** Stores drafts in one transaction. `draft`: `null` removes it. */
	| {
			kind: "save_drafts";
			drafts: { step: DraftStep; draft: Draft | null }[];
	  }
	/** `reopens`: whether the draft is shown. */
	| { kind: "take_back"; entry: OutboxEntry; reopens: boolean }
	/** Sends an entry now, also one that needs consent. */
	| { kind: "send_now"; id: string }
	| { kind: "save_draft"; step: DraftStep; draft: Draft }
	| { kind: "remove_draft"; step: DraftStep };

/** The state after a message, and the effects to run. */
export type Transition = { state: AppState; effects: Effect[] };

/** A transition without effects. */
export function noEffects(state: AppState): Transition {
	return { state, effects: [] };
}
