import { chosen, wouldBe } from "./navigation.ts";
import { keysPage, leavePage } from "./overlays.ts";
import { commentPage } from "./screens/comment/view.ts";
import { inboxPage } from "./screens/inbox/view.ts";
import { optionPage } from "./screens/option/view.ts";
import { outcomePage } from "./screens/outcome/view.ts";
import { reviewPage } from "./screens/review/view.ts";
import { sentPage } from "./screens/sending/view.ts";
import { openingPage } from "./screens/startup/view.ts";
import { stepPage } from "./screens/step/view.ts";
import type { Answering, AppState } from "./state.ts";
import { type Page, roomOf } from "./ui/page.ts";
import type { AppTheme } from "./ui/theme.ts";

/** What the app shows. */
export function pageOf(state: AppState, theme: AppTheme): Page {
	const room = roomOf(state.size);
	if (state.over === "leave") return leavePage(room);
	if (state.over === "keys") return keysPage(state, room);
	if (state.screen === "opening")
		return openingPage(state.opening, room, theme);
	if (state.screen === "inbox" || state.answering === null)
		return inboxPage(state.inbox, room, theme, state.now, state.me);
	return answeringPage(state, state.answering, theme);
}

function answeringPage(
	state: AppState,
	answering: Answering,
	theme: AppTheme,
): Page {
	const { me, now, target } = state;
	const { asked, step, option, comment, review, sent, outcome } = answering;
	const room = roomOf(state.size);
	const taken = chosen(answering);
	switch (state.screen) {
		case "comment":
			if (taken !== null)
				return commentPage(asked, taken, comment, room, theme);
			break;
		case "review":
			if (taken !== null)
				return reviewPage(
					{
						asked,
						option: taken,
						comment: comment.text,
						would: wouldBe(answering, me),
						review,
					},
					room,
					theme,
				);
			break;
		case "sent":
			if (sent !== null) return sentPage(asked, sent, room, theme);
			break;
		case "outcome":
			if (outcome !== null)
				return outcomePage({ asked, state: outcome, now }, room, theme);
			break;
		case "option":
			return optionPage(asked, option, room, theme);
	}
	return stepPage(
		{ asked, step, me, item_url: target.item_url, now },
		room,
		theme,
	);
}
