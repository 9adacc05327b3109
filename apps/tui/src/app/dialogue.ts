import { sanitize } from "@signoff/core/validation";
import type { KeyGuard } from "./key-guard.ts";
import { speechOf } from "./speech.ts";
import type { Store } from "./store.ts";
import type { TerminalAccess } from "./terminal-access.ts";
import { readKeys } from "./ui/linear/read-keys.ts";
import type { Speech } from "./ui/linear/spoken.ts";
import { spokenChange } from "./ui/linear/transcript.ts";
import type { AppTheme } from "./ui/theme.ts";

/** The app as a linear dialogue on the normal screen. */
export type Dialogue = { close: () => void };

/** Writes what changes, line by line, and reads keys. Nothing that was written is changed. */
export function openDialogue({
	store,
	guard,
	terminal,
	theme,
	stdin,
	stdout,
}: {
	store: Store;
	guard: KeyGuard;
	terminal: TerminalAccess;
	theme: AppTheme;
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
}): Dialogue {
	let said: { visit: number; speech: Speech } | null = null;
	let isMidLine = false;

	function say(): void {
		const state = store.get();
		if (state.ended) return;
		const { visit, keysCount } = guard.snapshot();
		const spoken = speechOf(state, theme);
		const speech = keysCount ? spoken : { ...spoken, keys: null };
		const before = said !== null && said.visit === visit ? said.speech : null;
		const { lines, typed } = spokenChange(before, speech);
		said = { visit, speech };
		if (typed !== "") write(typed);
		if (lines.length > 0) {
			if (isMidLine) stdout.write("\n");
			isMidLine = false;
			stdout.write(lines.map((line) => `${clean(line)}\n`).join(""));
		}
		if (before === null) guard.drawn(visit);
	}

	function write(typed: string): void {
		stdout.write(typed.split(controls).map(cleanPart).join(""));
		isMidLine = !typed.endsWith("\n");
	}

	function start(): () => void {
		return readKeys(stdin, guard.arrived, (keys) =>
			guard.parsed(...keys.map((key) => ({ kind: "key", key }) as const)),
		);
	}

	let stop = start();
	const unsubscribe = [store.subscribe(say), guard.subscribe(say)];
	terminal.connect(async (run) => {
		stop();
		if (isMidLine) stdout.write("\n");
		isMidLine = false;
		await run();
		said = null;
		stop = start();
		say();
	});
	say();
	return {
		close: () => {
			for (const each of unsubscribe) each();
			if (isMidLine) stdout.write("\n");
			stop();
		},
	};
}

/** Wipes out the character before the cursor. */
const wipe = "\b \b";

const controls = new RegExp(`(\n|${wipe})`);

const clean = (line: string): string => sanitize(line);

function cleanPart(part: string): string {
	return part === "\n" || part === wipe ? part : sanitize(part);
}
