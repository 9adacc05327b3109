import { stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { parseProblem } from "./testing/client.ts";
import { instanceId, prefixes } from "./testing/company.ts";
import { instance, sendTo, submitTo } from "./testing/relay-client.ts";
import { newSealKey, relayHome } from "./testing/relay-process.ts";
import { isSubmit, startUpstream } from "./testing/upstream-server.ts";

/** An upstream that holds submits, and the folder of a relay in front of it. */
async function holding() {
	const upstream = await startUpstream();
	upstream.treat((call) => (isSubmit(call) ? "hold" : "answer"));
	return { upstream, home: await relayHome(upstream) };
}

const settled = (text: string) => JSON.parse(text).outcome?.kind ?? null;

test("after kill -9, what was accepted is settled once at the restart, and no sealed credential remains", async () => {
	const { upstream, home } = await holding();
	const first = await home.serve();
	const accepted = await submitTo(first, { prefer: "respond-async" });
	expect(accepted.status).toBe(202);
	const location = accepted.headers.get("Location") ?? "";
	await upstream.held();
	const during = await home.backUp("during.db");
	await first.end("SIGKILL");

	const [ciphertext = "none", ...others] = await home.sealedCredentials();
	expect([ciphertext.length > 20, others]).toEqual([true, []]);
	// The credential is stored, and nowhere as it was sent.
	expect(await home.filesWith(ciphertext, [during])).toContain("during.db");
	expect(await home.filesWith("ada-token", [during])).toEqual([]);

	upstream.release();
	const second = await home.serve();
	await expect
		.poll(async () => settled((await sendTo(second, location)).text), {
			timeout: 15_000,
		})
		.toMatch(/^(recorded|unchanged)$/);
	expect(upstream.record(instance).responses).toHaveLength(1);
	await expect
		.poll(async () => (await stat(`${home.data}-wal`)).size, {
			timeout: 10_000,
		})
		.toBe(0);
	const after = await home.backUp("after.db");
	expect(await home.filesWith(ciphertext, [after])).toEqual([]);
	expect((await second.end("SIGTERM")).code).toBe(0);
	const stopped = await home.backUp("stopped.db");
	expect(await home.filesWith(ciphertext, [stopped])).toEqual([]);
});

test("SIGTERM answers a caller who waits, and the settlements under way go on after the restart", async () => {
	const { upstream, home } = await holding();
	const other = instanceId("project", "multiple");
	const first = await home.serve();
	const accepted = await submitTo(first, {
		...{ token: "bob-token", prefer: "respond-async" },
		...{ at: `${prefixes.project}/instances/${other}`, step: "4" },
	});
	const location = accepted.headers.get("Location") ?? "";
	const waiting = submitTo(first, { prefer: "wait=60" });
	await expect.poll(() => upstream.count("submit")).toBe(2);
	const ended = first.end("SIGTERM");
	const reply = await waiting;
	expect([reply.status, parseProblem(reply).outcome?.kind]).toEqual([
		504,
		"uncertain",
	]);
	expect(reply.headers.get("Connection")).toBe("close");
	const { code, err } = await ended;
	expect([code, err.includes('"level":"error"')]).toEqual([0, false]);

	upstream.release();
	const second = await home.serve();
	await expect
		.poll(
			async () =>
				settled((await sendTo(second, location, { token: "bob-token" })).text),
			{ timeout: 15_000 },
		)
		.not.toBeNull();
	expect((await submitTo(second)).status).toBe(204);
	for (const id of [instance, other])
		expect(upstream.record(id).responses).toHaveLength(1);
});

test("a seal key that is missing or too short is refused at the start, with a message that does not repeat it", async () => {
	const upstream = await startUpstream();
	const home = await relayHome(upstream);
	const start = (key: string) =>
		home.serve({ env: { SIGNOFF_SEAL_KEY: key } }).then(
			() => "It started.",
			(error: unknown) => String(error),
		);
	const short = Buffer.alloc(16, 7).toString("base64");
	const [missing, tooShort] = [await start(""), await start(short)];
	expect(missing).toContain("SIGNOFF_SEAL_KEY");
	expect(tooShort).toContain("SIGNOFF_SEAL_KEY");
	expect(tooShort).not.toContain(short);
});

test("a settlement that is sealed with another key is reported by its id and kept, until the old key is given", async () => {
	const { upstream, home } = await holding();
	const first = await home.serve();
	const accepted = await submitTo(first, { prefer: "respond-async" });
	const location = accepted.headers.get("Location") ?? "";
	await upstream.held();
	await first.end("SIGKILL");
	upstream.release();
	const submits = upstream.count("submit");

	const changed = newSealKey();
	const second = await home.serve({ env: { SIGNOFF_SEAL_KEY: changed } });
	expect(JSON.parse((await sendTo(second, location)).text).state).toBe(
		"pending",
	);
	// A new submission does not depend on the old key.
	expect((await sendTo(second, "/readyz", { token: null })).status).toBe(200);
	const { err } = await second.end("SIGTERM");
	const lines = err
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	expect(lines.filter(({ level }) => level === "error")).toMatchObject([
		{ fault: "seal_key", settlement: location.split("/").at(-1) },
	]);
	expect(upstream.count("submit")).toBe(submits);
	expect(await home.sealedCredentials()).toHaveLength(1);

	const third = await home.serve({
		env: { SIGNOFF_SEAL_KEY: changed, SIGNOFF_SEAL_KEY_OLD: home.sealKey },
	});
	await expect
		.poll(async () => settled((await sendTo(third, location)).text), {
			timeout: 15_000,
		})
		.toBe("recorded");
	expect(await home.sealedCredentials().catch(() => [])).toEqual([]);
});
