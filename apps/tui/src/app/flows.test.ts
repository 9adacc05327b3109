import { behaviours } from "@signoff/conformance";
import { spawnFaultServer } from "@signoff/conformance/fault-server";
import type { Submission } from "@signoff/core";
import { bearer, createClient } from "@signoff/sdk";
import { afterAll, expect, test, vi } from "vitest";
import {
	goToReview,
	normalizeScreen,
	openAs,
	snapshotFile,
} from "../testing/app.ts";
import { startEdge } from "../testing/edge.ts";
import { sampleCompany } from "../testing/sample-company.ts";
import { keys, type Terminal } from "../testing/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });
const edge = await startEdge(sampleCompany(["9001", "9002", "9003"], ["9100"]));
const faults = await spawnFaultServer();
afterAll(() => Promise.all([edge.stop(), faults.close()]));

const inCompany = { SIGNOFF_COMPANY_ID: "4201" };

async function expectScreen(screen: string, name: string): Promise<void> {
	await expect(normalizeScreen(screen)).toMatchFileSnapshot(snapshotFile(name));
}

/** Responds with the sdk, as the same person. */
async function respondWithSdk(
	id: string,
	option: string,
	comment: string,
): Promise<string> {
	const scope = { company_id: "4201", project_id: "77" };
	const client = createClient({
		baseUrl: edge.url,
		auth: bearer("ada-token"),
	});
	const instance = await client.instances.get(scope, id);
	const submission: Submission = {
		...scope,
		id,
		response: {
			current_step_occurrence_id: instance.current_step_occurrence?.id ?? "",
			selected_response_option_id: option,
			comment,
		},
	};
	return (await client.respond(submission)).kind;
}

/** Filters the inbox for an instance, and opens its step. */
async function openFromInbox(app: Terminal, id: string): Promise<void> {
	await app.until("1 of");
	app.send("/");
	await app.until("Filter:");
	app.send(`4${id}`);
	await app.until(`Filter: 4${id}`);
	await app.press(keys.enter);
	await app.until("/ changes it");
	await app.press(keys.enter);
	await app.until("Who answers");
}

test("from the inbox to a recorded response with keys", async () => {
	const app = openAs(edge.url, { env: inCompany });
	await app.until("1 of 4");
	await expectScreen(await app.until("Enter open"), "inbox");
	app.send(keys.down);
	await app.until("2 of 4");
	app.send(keys.up);
	await app.until("1 of 4");
	await app.press(keys.enter);
	await expectScreen(await app.until("Who answers"), "step");
	await app.press(keys.enter);
	await expectScreen(await app.until("Your answer"), "option-none");
	app.send(keys.down);
	await expectScreen(await app.until("❯"), "option");
	await app.press(keys.enter);
	await expectScreen(await app.until("A comment, if you like"), "comment-none");
	app.send("Fine ", "by ", "me.");
	await expectScreen(await app.until("Fine by me."), "comment");
	await app.press(keys.enter);
	await expectScreen(await app.ready("Send this?"), "review");
	await app.press("s");
	await app.until("1 of 3");
	await expectScreen(await app.until("✔ recorded: Approve"), "inbox-after");
	await app.press("q");
	const { code, after } = await app.ended;
	expect(after).toBe(
		"✔ Your response is on record.\n  Invoices 49001, Architectural review (step 1), Approve, instance 9001\n",
	);
	expect(code).toBe(0);
});

test("the same response again is unchanged, and the review says so", async () => {
	const app = openAs(edge.url, {
		args: ["--company-id", "4201", "--instance", "9100"],
	});
	await goToReview(app, "1", "Fine by me.");
	await app.press("s");
	await expectScreen(await app.until("Outcome"), "recorded");
	await app.press("q");
	await app.ended;
	const again = openAs(edge.url, {
		args: ["--company-id", "4201", "--instance", "9100"],
	});
	await expectScreen(await again.until("Who answers"), "step-answered");
	await expectScreen(
		await goToReview(again, "1", "Fine by me."),
		"review-again",
	);
	await again.press("s");
	await expectScreen(await again.until("Outcome"), "unchanged");
	await again.press("q");
	expect(await again.ended).toMatchObject({
		code: 0,
		after:
			"= This response was on record already; nothing changed.\n  generic tool item 59100, Legal review (step 4), Approve, instance 9100\n",
	});
});

test("a different response recorded meanwhile is a conflict, and the screen shows what is on record", async () => {
	const app = openAs(edge.url, { env: inCompany, args: ["--json"] });
	await openFromInbox(app, "9003");
	await goToReview(app, "1", "Fine by me.");
	expect(await respondWithSdk("9003", "2001", "Line 14 is billed twice.")).toBe(
		"recorded",
	);
	await app.press("s");
	// The row stays, marked, until its outcome was seen.
	await expectScreen(await app.until("≠ conflict: Approve"), "inbox-conflict");
	await app.press(keys.enter);
	await expectScreen(await app.until("Outcome"), "conflict");
	await app.press(keys.enter);
	await app.until("Nothing fits the filter");
	await app.press("q");
	const { code, after } = await app.ended;
	expect(code).toBe(3);
	expect(JSON.parse(after)).toMatchObject({
		submission: { id: "9003", response: { comment: "Fine by me." } },
		outcome: {
			kind: "conflict",
			differs: ["response_option", "comment"],
			on_record: { comment: "Line 14 is billed twice." },
		},
	});
});

test("a lost HTTP response is settled, and the screen shows each request", async () => {
	const lost = behaviours.find(
		({ name }) =>
			name === "a reply lost after recording is settled by submitting again",
	);
	if (lost === undefined) throw new Error("There is no such behaviour.");
	const world = await faults.addWorld({
		plan: lost.plan,
		before: lost.before,
		faults: lost.faults,
	});
	const app = openAs(world.base_url, {
		token: world.token,
		args: ["--company-id", "4201", "--project-id", "77", "--instance", "9001"],
	});
	await goToReview(app, "1", "Fine by me.");
	await app.press("s");
	await expectScreen(
		(await app.until("No answer came")).replace(/in \d s/, "in N s"),
		"sending",
	);
	await expectScreen(await app.until("Outcome"), "settled");
	await app.press("q");
	expect((await app.ended).code).toBe(0);
	expect((await faults.record(world)).responses).toHaveLength(1);
	expect(
		(await faults.receivedRequests(world)).map(({ call }) => call),
	).toEqual(lost.expect.requests);
});
