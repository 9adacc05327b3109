import { itemLink } from "../model/item-url.ts";
import type { WaitingStep } from "../model/waiting-step.ts";
import { noEffects, type Transition } from "./messages.ts";
import { withNotice } from "./outbox-view-updates.ts";
import type { AppState } from "./state.ts";

const noTemplate =
	"There is no link: `item_url` in the config file is the template of links to items.";

/** Copies the link to the item that is shown, or opens it. */
export function followItemLink(
	state: AppState,
	kind: "copy_link" | "open_link",
): Transition {
	const step = shownStep(state);
	if (step === null) return noEffects(state);
	const url = itemLink(state.target.item_url, step);
	if (url === null) return noEffects(withNotice(state, noTemplate));
	const text = `${kind === "copy_link" ? "Copied" : "Opening"} ${url}`;
	return { state: withNotice(state, text), effects: [{ kind, url }] };
}

/** The open step, or else the one under the cursor of the inbox. */
function shownStep({ flow, inbox }: AppState): WaitingStep | null {
	if ("waitingStep" in flow) return flow.waitingStep;
	return inbox.filtered[inbox.cursor]?.waitingStep ?? null;
}
