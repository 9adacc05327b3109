// A process that uses an outbox, as the app does: `outbox-child.ts DIRECTORY URL hold WINDOW_MS | run`.
import { bearer, createClient } from "@signoff/sdk";
import { environmentOf } from "../outbox/identity.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { startRunner } from "../outbox/runner.ts";
import { ada, answer } from "./outbox-answers.ts";

const [directory = "", url = "", action, windowMs] = process.argv.slice(2);
const outbox = openOutbox(directory);
const identity = {
	environment: environmentOf(url),
	company_id: "4201",
	person: ada,
};
const client = createClient({ baseUrl: url, auth: bearer("ada-token") });

if (action === "hold") {
	const held = outbox.hold(identity, answer("9001"), Number(windowMs));
	process.stdout.write(`${held.kind}\n`);
}
const runner = startRunner({
	outbox,
	client,
	identity,
	onEnd: (entry, result) =>
		process.stdout.write(
			`${JSON.stringify({ instance: entry.submission.id, result })}\n`,
		),
	onChange: () => endIfSettled(),
	onError: (error) => {
		throw error;
	},
});
function endIfSettled(): void {
	if (action === "run" && outbox.unsettled(identity).length === 0)
		void runner.stop().then(() => process.exit(0));
}

// Another process may have settled everything before this one started.
endIfSettled();
// The runner's timers do not keep a process alive that has nothing else to do.
setInterval(() => {}, 60_000);
