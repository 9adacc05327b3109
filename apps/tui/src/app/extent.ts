import { chosen, wouldBe } from "./navigation.ts";
import { outcomeLines } from "./screens/outcome/view.ts";
import { reviewLines } from "./screens/review/view.ts";
import { sentLines } from "./screens/sending/view.ts";
import { stepLines } from "./screens/step/view.ts";
import type { AppState } from "./state.ts";
import { furthest, roomOf } from "./ui/page.ts";
import type { Line } from "./ui/styled-text.ts";
import { plainTheme } from "./ui/theme.ts";

/** As far down as the screen can be scrolled. */
export function extentOf(state: AppState): number {
	const { columns, rows } = roomOf(state.size);
	return furthest(linesOf(state, columns), rows);
}

function linesOf(
	{ screen, answering, me, target, now }: AppState,
	columns: number,
): Line[] {
	if (answering === null) return [];
	const { asked, step, comment, review, sent, outcome } = answering;
	const option = chosen(answering);
	switch (screen) {
		case "step":
			return stepLines(
				{ asked, step, me, item_url: target.item_url, now },
				columns,
				plainTheme,
			);
		case "review":
			return option === null
				? []
				: reviewLines(
						{
							asked,
							option,
							comment: comment.text,
							would: wouldBe(answering, me),
							review,
						},
						columns,
						plainTheme,
					);
		case "sent":
			return sent === null ? [] : sentLines(asked, sent, columns, plainTheme);
		case "outcome":
			return outcome === null
				? []
				: outcomeLines({ asked, state: outcome, now }, columns, plainTheme);
		default:
			return [];
	}
}
