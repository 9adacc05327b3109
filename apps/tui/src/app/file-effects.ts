import { existsSync } from "node:fs";
import { basename } from "node:path";
import { checkFile, fileProblemTexts } from "../model/attachable-file.ts";
import { completePath } from "../model/complete-path.ts";
import { typedPaths } from "../model/typed-paths.ts";
import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import type { FileEffect } from "./messages.ts";
import type { KnownFiles } from "./model/attached.ts";

/** Looks at files, and dispatches what it found. Nothing is read of them before they are sent. */
export function runFileEffect(
	{ paths: base }: Pick<EffectDeps, "paths">,
	effect: FileEffect,
	dispatch: Dispatch,
): void {
	switch (effect.kind) {
		case "check_files": {
			const known = knownFiles(effect.paths);
			dispatch({ kind: "files_checked", known });
			return;
		}
		case "complete_path": {
			const { id, text: typed } = effect;
			const completed = completePath(typed, base);
			dispatch({ kind: "path_completed", id, typed, ...completed });
			return;
		}
		case "attach_files": {
			const { id, text } = effect;
			const known = knownFiles(typedPaths(text, base, existsSync));
			const reason = refusalOf(known);
			dispatch(
				reason === null
					? { kind: "files_attached", id, known }
					: { kind: "files_refused", id, reason },
			);
		}
	}
}

function knownFiles(paths: readonly string[]): KnownFiles {
	return Object.fromEntries(paths.map((path) => [path, checkFile(path)]));
}

/** Why the first of these files that cannot be attached cannot; `null` if all can. */
function refusalOf(known: KnownFiles): string | null {
	for (const [path, file] of Object.entries(known))
		if (file?.kind === "problem")
			return `“${basename(path)}” ${fileProblemTexts[file.problem]}.`;
	return null;
}
