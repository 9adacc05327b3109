import {
	ignored,
	type KeyResult,
	type ScreenDefinition,
} from "../../model/screen.ts";
import type { Key } from "../../ui/key-input.ts";
import { maxScroll, type Size } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { reviewActionFor, reviewKeyBindings } from "./keys.ts";
import { type ReviewState, reduceReview } from "./state.ts";
import { type ReviewScene, reviewLines, reviewScreenPage } from "./view.ts";

/** The screen that shows a response before it is sent. */
export const reviewScreen: ScreenDefinition<ReviewScene, ReviewState> = {
	view: reviewScreenPage,
	onKey,
	bindings: () => reviewKeyBindings,
};

function onKey(
	scene: ReviewScene,
	key: Key,
	{ columns, rows }: Size,
): KeyResult<ReviewState> {
	const { review } = scene;
	const action = reviewActionFor(key);
	if (action === null) return ignored;
	switch (action.kind) {
		case "back":
			return { action: { kind: "show_screen", screen: "comment" } };
		case "show_keys":
		case "quit":
		case "submit":
			return { action };
		case "scrolled": {
			const max = maxScroll(reviewLines(scene, columns, plainTheme), rows);
			return { state: reduceReview(review, action, max) };
		}
	}
}
