/** The token of an `Authorization` header; `null` if there is none. */
export function bearerToken(header: string | null | undefined): string | null {
	return /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? "")?.[1] ?? null;
}
