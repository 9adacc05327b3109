import { once } from "node:events";
import {
	copyFile,
	mkdir,
	readdir,
	readFile,
	stat,
	writeFile,
} from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join, relative } from "node:path";
import { expect, test, vi } from "vitest";
import { readHistory, sendRequest, wireBody } from "../../testing/client.ts";
import { company, prefixes } from "../../testing/company.ts";
import {
	runEdge,
	serveEdge,
	temporaryFolder,
} from "../../testing/edge-process.ts";

// These tests start several processes one after the other.
vi.setConfig({ testTimeout: 60_000 });

const instanceCount = 400;

/** An edge with many instances, and the files around it. */
async function start({ folder = "" } = {}) {
	const root = join(await temporaryFolder(), folder);
	await mkdir(root, { recursive: true });
	const fixture = join(root, "fixture.json");
	const data = join(root, "ledger.db");
	const instances = Array.from({ length: instanceCount }, (_, i) => ({
		id: String(20_000 + i),
		project_id: "77",
		template_id: "project-first",
		item_id: String(i),
	}));
	await writeFile(fixture, JSON.stringify({ ...company(), instances }));
	const edge = await serveEdge([
		...["--data", data, "--fixture", fixture, "--log-level", "error"],
	]);
	/** Answers the instance with this number. Its step has the next number. */
	const respond = async (i: number): Promise<number> =>
		(
			await sendRequest(
				`${edge.url}${prefixes.project}/instances/${20_000 + i}/responses`,
				{ body: wireBody(String(i + 1), "2000", { comment: `about ${i}` }) },
			)
		).status;
	return {
		...{ root, data, edge, respond },
		to: join(root, "backup.db"),
		backUp: (to = join(root, "backup.db")) =>
			runEdge(["backup", "--data", data, "--to", to]),
	};
}

async function commentsIn(url: string, numbers: number[]): Promise<unknown[]> {
	return Promise.all(
		numbers.map(async (i) => {
			const { history } = await readHistory(
				url + prefixes.project,
				String(20_000 + i),
			);
			return history.flatMap((entry) =>
				entry.type === "ResponseStep"
					? entry.details.responses.flatMap(({ comment }) => comment ?? [])
					: [],
			)[0];
		}),
	);
}

const done = { code: 0, out: "", err: "" };

test("a backup that is made under load starts, and holds every response answered before it began", async () => {
	const { edge, respond, backUp, to } = await start();
	const answered: number[] = [];
	let next = 0;
	let isBackedUp = false;
	const enough = Promise.withResolvers<void>();
	const sender = async (): Promise<void> => {
		// The last ones are left, so that the load lasts as long as the backup.
		while (!isBackedUp && next < instanceCount) {
			const i = next++;
			expect(await respond(i)).toBe(204);
			answered.push(i);
			if (answered.length === 50) enough.resolve();
		}
	};
	const senders = Array.from({ length: 8 }, sender);
	await enough.promise;
	const before = [...answered];
	expect(await backUp()).toEqual(done);
	isBackedUp = true;
	await Promise.all(senders);
	expect((await stat(to)).mode & 0o777).toBe(0o600);

	const restored = await serveEdge(["--data", to]);
	expect(await commentsIn(restored.url, before)).toEqual(
		before.map((i) => `about ${i}`),
	);
	expect(before.length).toBeGreaterThanOrEqual(50);
	// The edge that was backed up lost nothing either.
	await edge.end("SIGKILL");
	expect(await edge.end("SIGKILL")).toMatchObject({ err: "" });
});

test("the socket is the owner's only, is gone after a stop, and one that a killed process left is replaced", async () => {
	const { data, edge, backUp, root } = await start();
	const socket = `${data}.sock`;
	expect((await stat(socket)).mode & 0o777).toBe(0o600);
	await edge.end("SIGKILL");
	expect((await stat(socket)).isSocket()).toBe(true);
	// No process serves the file: the command opens it itself.
	expect(await backUp()).toEqual(done);
	const again = await serveEdge(["--data", data]);
	expect(await backUp(join(root, "second.db"))).toEqual(done);
	await again.end("SIGTERM");
	expect(await readdir(root)).toEqual([
		"backup.db",
		"fixture.json",
		"ledger.db",
		"second.db",
	]);
	// Another file with that name is neither removed nor ignored.
	await writeFile(socket, "mine");
	expect(await runEdge(["serve", "--port", "0", "--data", data])).toEqual({
		code: 2,
		out: "",
		err: "signoff-edge: The file beside the data file that ends in .sock is not a socket: move it away.\n",
	});
	expect(await readFile(socket, "utf8")).toBe("mine");
});

test("a stop while a backup is made finishes it, and a connection that asks for nothing is no obstacle", async () => {
	const { data, edge, backUp, to } = await start();
	const idle = connect(relative(process.cwd(), `${data}.sock`));
	await once(idle, "connect");
	const backup = backUp();
	const isBegun = async (): Promise<boolean> =>
		(await readdir(dirname(to))).some((name) => name.startsWith("backup.db"));
	await vi.waitUntil(isBegun, { timeout: 30_000, interval: 1 });
	const [stopped, made] = await Promise.all([edge.end("SIGTERM"), backup]);
	expect([stopped.code, stopped.err, made]).toEqual([0, "", done]);
	idle.destroy();
});

test("in a folder with a very long path it works as well", async () => {
	const { backUp, to } = await start({ folder: `${"x".repeat(200)}/y` });
	expect(await backUp()).toEqual(done);
	expect((await stat(to)).size).toBeGreaterThan(0);
});

test("what cannot be backed up exits 2 with a sentence, and leaves nothing", async () => {
	const { edge, backUp, root, data, to } = await start();
	await writeFile(to, "mine");
	const refusals = [
		await backUp(),
		await backUp(join(root, "missing", "b.db")),
		await runEdge(["backup", "--data", join(root, "no.db"), "--to", "x.db"]),
		await runEdge(["backup", "--port", "1", "--to", "x.db"]),
		await runEdge(["backup", "--data", data]),
		await runEdge(["serve", "--to", "x.db"]),
	];
	expect(refusals.map(({ code, out }) => [code, out])).toEqual(
		refusals.map(() => [2, ""]),
	);
	expect(refusals.map(({ err }) => err.split("\n")[0])).toEqual([
		"signoff-edge: The backup file already exists: choose a new name.",
		"signoff-edge: The backup cannot be written (its folder does not exist).",
		"signoff-edge: The data file is missing.",
		"signoff-edge: `--port` is an option of `serve`.",
		"signoff-edge: `--to` is missing: the file to write.",
		"signoff-edge: `--to` is an option of `backup`.",
	]);
	await edge.end("SIGTERM");
	expect(await readdir(root)).toEqual([
		"backup.db",
		"fixture.json",
		"ledger.db",
	]);
});

test("a copy of the file without what is beside it holds no company, and is refused", async () => {
	const { data, edge, root } = await start();
	const copy = join(root, "copy.db");
	await copyFile(data, copy);
	const sentence =
		"signoff-edge: The data file holds no company. A copy of the file alone is not complete: restore one that `signoff-edge backup` made, or fill it with --fixture.\n";
	const refused = { code: 2, out: "", err: sentence };
	expect(await runEdge(["serve", "--port", "0", "--data", copy])).toEqual(
		refused,
	);
	expect(
		await runEdge(["backup", "--data", copy, "--to", join(root, "b.db")]),
	).toEqual(refused);
	await edge.end("SIGKILL");
});
