import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bearer } from "../auth/auth.ts";
import { createClient } from "../client.ts";
import { submission } from "../testing/sample-instance.ts";
import { startUploadServer } from "../testing/upload-server.ts";
import { attachFiles } from "./attach-files.ts";
import { sqliteJournal } from "./sqlite-journal.ts";

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "signoff-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	return folder;
}

const megabyte = 1024 * 1024;

test("local files are uploaded and named in the submission", async () => {
	const path = join(newFolder(), "note.txt");
	writeFileSync(path, "hello");
	const server = await startUploadServer();
	const client = createClient({ baseUrl: server.url, auth: bearer("t") });
	const input = {
		...submission,
		response: {
			...submission.response,
			attachments: { upload_ids: ["u-0"], image_ids: ["7"] },
		},
	};
	const { response } = await attachFiles(client, input, [path]);
	expect(response).toEqual({
		...submission.response,
		attachments: { upload_ids: ["u-0", "u-1"], image_ids: ["7"] },
	});
	expect(server.storageRequests[0]?.body.toString()).toContain("hello");
});

test("with a journal a file is sent once, and an interrupted upload resumes", async () => {
	const folder = newFolder();
	const path = join(folder, "drawing.pdf");
	writeFileSync(path, Buffer.alloc(20 * megabyte, "abc"));
	const server = await startUploadServer({
		storage: [{ nth: 2, fault: { kind: "status", status: 403 } }],
	});
	const client = createClient({ baseUrl: server.url, auth: bearer("t") });
	const attach = async (): Promise<string[] | undefined> => {
		using uploads = sqliteJournal(join(folder, "journal.db"));
		const done = await attachFiles(client, submission, [path], { uploads });
		return done.response.attachments?.upload_ids;
	};
	await expect(attach()).rejects.toMatchObject({ name: "SignoffError" });
	expect(await attach()).toEqual(["u-1"]);
	expect(await attach()).toEqual(["u-1"]);
	expect(
		server.storageRequests.map(({ body }) => body.length / megabyte),
	).toEqual([8, 8, 4]);
	expect(server.apiRequests.map(({ call }) => call.split(" ")[0])).toEqual([
		"POST",
		"PATCH",
	]);
});

test("a missing file is reported before any request", async () => {
	const server = await startUploadServer();
	const client = createClient({ baseUrl: server.url, auth: bearer("t") });
	await expect(
		attachFiles(client, submission, [join(newFolder(), "none.pdf")]),
	).rejects.toThrow();
	expect(server.apiRequests).toEqual([]);
});
