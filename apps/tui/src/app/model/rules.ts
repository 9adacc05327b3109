import {
	type AnswerFacts,
	type Guardrails,
	guardrailRefusal,
} from "../../model/guardrails.ts";

import type { SendingWay } from "../ui/typed-word.ts";

/** What the config file says about answers. */
export type Rules = {
	guardrails: Guardrails;
	/** More answers than this are confirmed with a typed word, if they are sent together. */
	typeToSendAbove: number;
};

/** Without a config file. */
export const defaultRules: Rules = { guardrails: {}, typeToSendAbove: 20 };

/** Why these answers may not be sent together; `null` if they may. A person confirms them here. */
export function refusalOf(
	{ guardrails }: Rules,
	answers: readonly AnswerFacts[],
): string | null {
	const batch_size = answers.length;
	for (const answer of answers) {
		const facts = { ...answer, batch_size, confirmed: true };
		const refusal = guardrailRefusal(guardrails, facts);
		if (refusal !== null) return refusal.message;
	}
	return null;
}

/** How these answers are sent. */
export function wayToSend(
	rules: Rules,
	answers: readonly AnswerFacts[],
): SendingWay {
	if (refusalOf(rules, answers) !== null) return "refused";
	return needsTypedWord(rules, answers) ? "word" : "key";
}

/** Whether these answers are confirmed with a typed word. */
function needsTypedWord(
	{ guardrails, typeToSendAbove }: Rules,
	answers: readonly AnswerFacts[],
): boolean {
	return (
		answers.length > typeToSendAbove ||
		answers.some(
			(answer) =>
				guardrailRefusal(guardrails, { ...answer, confirmed: true }) === null &&
				guardrailRefusal(guardrails, { ...answer, confirmed: false }) !== null,
		)
	);
}
