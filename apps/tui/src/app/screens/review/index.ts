import { defineScreen } from "../../model/define-screen.ts";
import type { Screen } from "../../model/screen.ts";
import { maxScroll } from "../../ui/page.ts";
import { plainTheme } from "../../ui/theme.ts";
import { type ReviewKeyAction, reviewKeyBindings } from "./keys.ts";
import { newReview, type ReviewState, reduceReview } from "./state.ts";
import { type ReviewScene, reviewContent, reviewLines } from "./view.ts";

/** The screen that shows a response before it is sent. */
export const reviewScreen: Screen<
	"answering",
	"review",
	ReviewState,
	ReviewScene,
	ReviewKeyAction
> = defineScreen({
	name: "review",
	phase: "answering",
	initial: () => newReview,
	resetWhenShown: true,
	bindings: () => reviewKeyBindings,
	update: (scene, action, { columns, rows }) => {
		switch (action.kind) {
			case "back":
				return { action: { kind: "show_screen", screen: "comment" } };
			case "submit":
				return { action };
			case "scrolled": {
				const max = maxScroll(reviewLines(scene, columns, plainTheme), rows);
				return { state: reduceReview(scene.review, action, max) };
			}
		}
	},
	view: reviewContent,
});
