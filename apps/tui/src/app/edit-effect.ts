import type { Dispatch, EffectDeps } from "./effect-deps.ts";
import type { Effect } from "./messages.ts";

/** Opens a text in the person's editor, and dispatches what was saved. */
export async function editText(
	{ edit }: EffectDeps,
	{ id, text }: Extract<Effect, { kind: "edit_text" }>,
	dispatch: Dispatch,
): Promise<void> {
	const edited = await edit(text).catch((error: Error) => error);
	dispatch(
		typeof edited === "string"
			? { kind: "text_edited", id, text: edited }
			: { kind: "editor_failed", id, reason: edited.message },
	);
}
