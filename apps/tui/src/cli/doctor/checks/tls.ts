import { causeOf } from "../facts/cause-of.ts";
import { bad, type Check, good } from "../facts/check.ts";
import { fetchErrorOf } from "../facts/fetch-error.ts";

const unknownAuthority = "it is signed by an authority that is not known here";

/** What is wrong with a certificate, by the code of OpenSSL or Node.js. */
const problems: Partial<Record<string, string>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
	SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
	CERT_SIGNATURE_FAILURE: unknownAuthority,
	CERT_HAS_EXPIRED: "it has expired",
	CERT_NOT_YET_VALID: "it is not valid yet",
	ERR_TLS_CERT_ALTNAME_INVALID: "it is for another host",
};

const fixes: Partial<Record<string, string>> = {
	CERT_HAS_EXPIRED:
		"Check this machine's clock. If it is right, report it to whoever runs the server.",
	CERT_NOT_YET_VALID: "Check this machine's clock.",
	ERR_TLS_CERT_ALTNAME_INVALID: "Check the host of the base URL.",
};

const ownAuthority =
	"If it is your company's own, set NODE_EXTRA_CA_CERTS to the file with its authority's certificate. Otherwise do not go on: your traffic may be read on its way.";

/** Whether the certificate of the server is trusted. */
export const tls: Check = {
	name: "tls",
	needs: ["connection"],
	run({ probe }) {
		if (probe === undefined) return Promise.resolve(null);
		const { host, protocol } = probe.url;
		if (protocol === "http:")
			return Promise.resolve(
				good(`${host} is on this machine and needs no TLS.`),
			);
		if (causeOf(probe) !== "tls_certificate")
			return Promise.resolve(good(`The certificate of ${host} is trusted.`));
		const { code } = fetchErrorOf(probe.error);
		const problem = problems[code];
		return Promise.resolve(
			bad(
				`The certificate of ${host} is not trusted${problem === undefined ? "" : `: ${problem}`}.`,
				fixes[code] ?? ownAuthority,
			),
		);
	},
};
