import type { Company } from "@signoff/core/contract";
import { sanitize } from "@signoff/core/validation";
import { type Client, safe } from "@signoff/sdk";
import { answerTo } from "./ask.ts";
import type { Dialogue } from "./dialogue.ts";
import { badAnswer, type LoginStep } from "./login-failure.ts";
import type { LoginMethod } from "./login-methods.ts";
import { readFailure } from "./read-failure.ts";

/** What finding the company of a login needs. */
export type CompanyOptions = {
	method: LoginMethod;
	/** The company if it is known. */
	company_id: string | null;
	client: Client;
	dialogue: Dialogue;
	signal: AbortSignal;
};

const deadlineMs = 10_000;

/** Finds the company of a login: the one that is named, the only one, or the one that the person chooses. */
export async function chooseCompany(
	options: CompanyOptions,
): Promise<LoginStep<Company>> {
	const { method, dialogue } = options;
	let { company_id } = options;
	if (company_id !== null && !isId(company_id)) return notAnId;
	if (company_id === null && method === "service") {
		// A service account must send a company even to list its companies (contract §2).
		const id = await askForId(dialogue);
		if (id.kind === "failed") return id;
		company_id = id.value;
	}
	const read = await safe(listCompanies(options, company_id));
	if (company_id !== null) {
		const companies = read.kind === "ok" ? read.value : [];
		const known = companies.find(({ id }) => id === company_id);
		return { kind: "ok", value: known ?? { id: company_id, name: null } };
	}
	return read.kind === "ok" ? pick(read.value, dialogue) : readFailure(read);
}

function isId(text: string): boolean {
	return /^[0-9]{1,40}$/.test(text);
}

const idHint = "It is in the address of the company's pages.";

const notAnId: LoginStep<never> = badAnswer(
	"A company id has digits only.",
	`${idHint} Give \`--company-id\`.`,
);

/** Asks for the id of the company. A person at a terminal may correct it. */
async function askForId(dialogue: Dialogue): Promise<LoginStep<string>> {
	const question = { text: "Company id:", next: "Give `--company-id`." };
	for (;;) {
		const id = await answerTo(question, dialogue);
		if (id.kind === "failed" || isId(id.value)) return id;
		if (!dialogue.isTerminal) return notAnId;
		dialogue.show([`A company id has digits only. ${idHint}`]);
	}
}

async function listCompanies(
	{ client, signal }: CompanyOptions,
	company_id: string | null,
): Promise<Company[]> {
	const companies: Company[] = [];
	const listed = client.companies.list({
		signal,
		deadlineMs,
		...(company_id === null ? {} : { companyId: company_id }),
	});
	for await (const { id, name } of listed) companies.push({ id, name });
	return companies;
}

async function pick(
	companies: Company[],
	dialogue: Dialogue,
): Promise<LoginStep<Company>> {
	const [only, second] = companies;
	if (only === undefined)
		return badAnswer(
			"The token sees no company.",
			"Ask an administrator of the company to connect the app to it, or give `--company-id`.",
		);
	if (second === undefined) return { kind: "ok", value: only };
	dialogue.show([
		"",
		"Your companies:",
		...companies.map(
			({ id, name }, index) =>
				`  ${index + 1}  ${sanitize(name ?? "")} (${sanitize(id)})`,
		),
	]);
	for (;;) {
		const answer = await answerTo(
			{ text: "Company (number or id):", next: "Give `--company-id`." },
			dialogue,
		);
		if (answer.kind === "failed") return answer;
		const chosen =
			companies.find(({ id }) => id === answer.value) ??
			companies[Number(answer.value) - 1];
		if (chosen !== undefined) return { kind: "ok", value: chosen };
		if (!dialogue.isTerminal)
			return badAnswer(
				"There is no such company in the list.",
				"Answer with a number of the list or an id, or give `--company-id`.",
			);
		dialogue.show(["There is no such company in the list."]);
	}
}
