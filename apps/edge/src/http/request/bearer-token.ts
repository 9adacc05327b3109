/** The token of an `Authorization` header, or `null` where it holds none. */
export function bearerToken(header: string | null | undefined): string | null {
	return /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header ?? "")?.[1] ?? null;
}
