import { createClient } from "@signoff/sdk";
import { expect, onTestFinished, test } from "vitest";
import {
	type ReceivedRequest,
	startStubServer,
} from "../testing/stub-server.ts";
import { type LogInOptions, logIn } from "./log-in.ts";
import type { LoginStore } from "./login-store.ts";
import type { SavedLogin } from "./saved-login.ts";

const me = { id: 101, login: "ada@harbor.example", name: "Ada Byron" };

function api({ path }: ReceivedRequest) {
	if (path.startsWith("/oauth/")) return { status: 404 };
	return {
		status: 200,
		body: path.startsWith("/rest/v1.0/companies")
			? [{ id: 4201, name: "Harbor Build Co" }]
			: me,
	};
}

/** Logs in by a pasted token, and records what is stored. */
async function logInTo(
	replaces: LogInOptions["replaces"],
	save?: LoginStore["save"],
) {
	const stub = await startStubServer(api);
	onTestFinished(stub.stop);
	const saved: Omit<SavedLogin, "keychain">[] = [];
	const unused = () => Promise.reject(new Error("Not used."));
	const step = await logIn({
		method: "token",
		base_url: stub.url,
		login_url: stub.url,
		company_id: null,
		replaces,
		dialogue: {
			isTerminal: false,
			isEnded: () => false,
			signal: new AbortController().signal,
			ask: unused,
			askSecret: () => Promise.resolve("pasted"),
			show: () => {},
			close: () => {},
		},
		store: {
			folder: "/logins",
			companies: unused,
			find: unused,
			open: unused,
			remove: unused,
			save:
				save ??
				((login) => {
					saved.push(login);
					return Promise.resolve({ ...login, keychain: false });
				}),
		},
		env: {},
		fetch: undefined,
		createClient: (auth) => createClient({ baseUrl: stub.url, auth }),
		signal: new AbortController().signal,
		now: () => 0,
	});
	return { step, saved };
}

const company = { id: "4201", name: "Harbor Build Co" };
const person = { id: "101", login: null, name: null };

test("the same person may log in again in the same company", async () => {
	const { step, saved } = await logInTo({ person, company });
	expect(step.kind).toBe("ok");
	expect(saved).toMatchObject([{ company, person: { id: "101" } }]);
});

test.each([
	{ person: { ...person, id: "102" }, company },
	{ person, company: { ...company, id: "4202" } },
])("another person or company replaces no login: %j", async (replaces) => {
	const { step, saved } = await logInTo(replaces);
	expect(step).toMatchObject({
		kind: "failed",
		outcome: { kind: "invalid" },
		message: expect.stringContaining("another person"),
	});
	expect(saved).toEqual([]);
});

test("a login that cannot be stored names the folder", async () => {
	const { step } = await logInTo(undefined, () =>
		Promise.reject(new Error("EACCES")),
	);
	expect(step).toMatchObject({
		kind: "failed",
		message: "The login cannot be stored in /logins.",
		next: expect.stringContaining("XDG_STATE_HOME"),
	});
});
