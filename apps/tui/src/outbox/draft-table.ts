import type { Me } from "@signoff/core";
import {
	type Draft,
	type DraftStep,
	draftSchema,
	personKey,
	type StoredDraft,
} from "./draft.ts";
import { personSchema, type Row, readJson } from "./entry-row.ts";
import { isOwner, type OutboxIdentity } from "./identity.ts";
import type { OutboxFile } from "./outbox-file.ts";

/** What is written and not sent, by step. Each method is one short, synchronous access to the disk. */
export type Drafts = {
	/** Stores a draft; call it with each change. Once it returns, the draft survives the end of the process. */
	save(identity: OutboxIdentity, step: DraftStep, draft: Draft): void;
	/** Stores or removes several drafts in one transaction. `draft`: `null` removes it. */
	saveAll(
		identity: OutboxIdentity,
		drafts: readonly { step: DraftStep; draft: Draft | null }[],
	): void;
	load(identity: OutboxIdentity, step: DraftStep): Draft | null;
	remove(identity: OutboxIdentity, step: DraftStep): void;
	/** Every draft of an identity, the newest first. */
	list(identity: OutboxIdentity): StoredDraft[];
};

/** The drafts, with a method for the transactions of the outbox. */
export type DraftTable = Drafts & {
	/** Stores a draft within a transaction, unless there is one: what was written later stays. */
	restore(identity: OutboxIdentity, step: DraftStep, draft: Draft): void;
	/** Removes a draft within a transaction. */
	drop(identity: OutboxIdentity, step: DraftStep): void;
};

const where =
	"environment = ? AND company_id = ? AND project_id = ? AND instance_id = ? AND step_id = ?";

export function draftTable(
	{ db, read, write }: OutboxFile,
	now: () => number,
): DraftTable {
	function find(identity: OutboxIdentity, step: DraftStep): Row | undefined {
		return db
			.prepare(`SELECT * FROM drafts WHERE ${where}`)
			.all(...keyOf(identity, step))
			.find((row) => isOwner(ownerOf(row), identity.person));
	}

	function drop(identity: OutboxIdentity, step: DraftStep): void {
		const row = find(identity, step);
		if (row !== undefined)
			db.prepare(`DELETE FROM drafts WHERE ${where} AND person_id = ?`).run(
				...keyOf(identity, step),
				String(row["person_id"]),
			);
	}

	function put(identity: OutboxIdentity, step: DraftStep, draft: Draft): void {
		const { person } = identity;
		drop(identity, step);
		db.prepare(
			"INSERT INTO drafts (environment, company_id, project_id, instance_id, step_id, person_id, person, draft, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		).run(
			...keyOf(identity, step),
			personKey(person),
			JSON.stringify(person),
			JSON.stringify(draft),
			now(),
		);
	}

	/** A draft is written with each key: it survives the end of the process, but a power cut may lose the last ones. */
	function writeSoon(work: () => void): void {
		db.exec("PRAGMA synchronous = NORMAL");
		try {
			write(work);
		} finally {
			db.exec("PRAGMA synchronous = FULL");
		}
	}

	return {
		save: (identity, step, draft) =>
			writeSoon(() => put(identity, step, draft)),
		saveAll: (identity, drafts) =>
			writeSoon(() => {
				for (const { step, draft } of drafts)
					if (draft === null) drop(identity, step);
					else put(identity, step, draft);
			}),
		load: (identity, step) =>
			read(() => {
				const row = find(identity, step);
				return row === undefined ? null : readJson(draftSchema, row["draft"]);
			}),
		remove: (identity, step) => write(() => drop(identity, step)),
		list: (identity) =>
			read(() =>
				db
					.prepare(
						"SELECT * FROM drafts WHERE environment = ? AND company_id = ? ORDER BY at DESC",
					)
					.all(identity.environment, identity.company_id)
					.filter((row) => isOwner(ownerOf(row), identity.person))
					.map(toStored),
			),
		restore(identity, step, draft) {
			if (find(identity, step) === undefined) put(identity, step, draft);
		},
		drop,
	};
}

function keyOf(
	{ environment }: OutboxIdentity,
	{ company_id, project_id, id, step_id }: DraftStep,
): string[] {
	return [environment, company_id, project_id ?? "", id, step_id];
}

function ownerOf({ person }: Row): Me | null {
	return person === "null" ? null : readJson(personSchema, person);
}

function toStored(row: Row): StoredDraft {
	const project_id = String(row["project_id"]);
	return {
		step: {
			company_id: String(row["company_id"]),
			...(project_id === "" ? {} : { project_id }),
			id: String(row["instance_id"]),
			step_id: String(row["step_id"]),
		},
		draft: readJson(draftSchema, row["draft"]),
		at: Number(row["at"]),
	};
}
