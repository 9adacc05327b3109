/** A certificate and its private key, as PEM. */
export type Certificate = { cert: string; key: string };

/** What is wrong with a certificate; `none` if it is trusted by everyone who trusts its authority. */
export type CertificateProblem =
	| "none"
	| "self_signed"
	| "expired"
	| "wrong_name"
	| "unknown_authority";

const day = 86_400_000;

/** Makes a certificate authority, such as a company's own. */
export function createAuthority(): Promise<Certificate> {
	return create("Signoff test authority", { cA: true });
}

/** Makes a certificate for this machine (127.0.0.1 and localhost), signed by the authority unless that is its problem. */
export async function createCertificate(
	problem: CertificateProblem,
	authority: Certificate,
): Promise<Certificate> {
	const name = problem === "wrong_name" ? "other.example" : "localhost";
	switch (problem) {
		case "self_signed":
			return create(name, {});
		case "unknown_authority":
			return create(name, { ca: await createAuthority() });
		default:
			return create(name, { ca: authority, isExpired: problem === "expired" });
	}
}

async function create(
	name: string,
	{
		ca,
		cA = false,
		isExpired = false,
	}: { ca?: Certificate; cA?: boolean; isExpired?: boolean },
): Promise<Certificate> {
	// Loaded when it is needed: few users of the fault server make certificates.
	const { generate } = await import("selfsigned");
	const now = Date.now();
	const { cert, private: key } = await generate(
		[{ name: "commonName", value: name }],
		{
			keyType: "ec",
			algorithm: "sha256",
			notBeforeDate: new Date(now - 2 * day),
			notAfterDate: new Date(isExpired ? now - day : now + day),
			extensions: [
				{ name: "basicConstraints", cA, critical: true },
				...(cA ? [] : [subjectAltName(name)]),
			],
			...(ca === undefined ? {} : { ca }),
		},
	);
	return { cert, key };
}

function subjectAltName(name: string) {
	return {
		name: "subjectAltName" as const,
		altNames: [
			{ type: 2 as const, value: name },
			...(name === "localhost" ? [{ type: 7 as const, ip: "127.0.0.1" }] : []),
		],
	};
}
