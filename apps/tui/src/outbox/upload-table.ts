import { validate } from "@signoff/core";
import type { StoredUpload, UploadStore } from "@signoff/sdk";
import * as z from "zod/mini";
import type { OutboxEntry } from "./entry.ts";
import type { OutboxFile } from "./outbox-file.ts";

const uploadSchema: z.ZodMiniType<StoredUpload> = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("in_progress"),
		state: z.object({
			uuid: z.string(),
			name: z.string(),
			size: z.number(),
			segments: z.array(
				z.object({
					start: z.number(),
					end: z.number(),
					sha256: z.string(),
					url: z.string(),
					headers: z.record(z.string(), z.string()),
					etag: z.nullable(z.string()),
				}),
			),
		}),
	}),
	z.object({
		kind: z.literal("complete"),
		uuid: z.string(),
		completed_at: z.string(),
	}),
]);

/**
 * Stores the uploads of an entry's owner, so that a file is sent once, also if the process ends meanwhile. Only who
 * uploaded a file may attach it (contract §5). `undefined` if the owner is not known.
 */
export function uploadTable(
	{ db, read, write }: OutboxFile,
	{ environment, person }: OutboxEntry,
): UploadStore | undefined {
	if (person === null) return undefined;
	const keyOf = (key: string): string =>
		JSON.stringify([environment, person.id, key]);
	return {
		loadUpload: async (key) =>
			read(() => {
				const row = db
					.prepare("SELECT upload FROM uploads WHERE key = ?")
					.get(keyOf(key));
				return row === undefined ? null : parse(String(row["upload"]));
			}),
		saveUpload: async (key, upload) =>
			write(() => {
				db.prepare(
					"INSERT INTO uploads (key, upload) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET upload = excluded.upload",
				).run(keyOf(key), JSON.stringify(upload));
			}),
	};
}

/** An upload that cannot be read is made again. */
function parse(json: string): StoredUpload | null {
	try {
		const parsed = validate(uploadSchema, JSON.parse(json));
		return parsed.kind === "parsed" ? parsed.value : null;
	} catch {
		return null;
	}
}
