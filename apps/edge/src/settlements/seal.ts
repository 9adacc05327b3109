/** A credential that only a holder of the seal key can read. Texts are base64. */
export type SealedCredential = {
	/** Identifies the seal key; it does not reveal it. */
	key_id: string;
	iv: string;
	/** With the authentication tag. */
	ciphertext: string;
};

/** Seals the credentials that are stored with settlements. */
export type Sealer = {
	/** @param settlementId the only settlement for which the credential can be opened again */
	seal(credential: string, settlementId: string): Promise<SealedCredential>;
	/** `null` if it was sealed with another key, for another settlement, or altered. */
	open(sealed: SealedCredential, settlementId: string): Promise<string | null>;
};

/** Raw keys of 32 bytes. `old` opens what was sealed before a rotation; new credentials are sealed with `current`. */
export type SealKeys = { current: Uint8Array; old: Uint8Array | null };

/** Seals with AES-256-GCM. The settlement's id is authenticated with the credential. */
export async function createSealer({
	current,
	old,
}: SealKeys): Promise<Sealer> {
	const sealing = await importKey(current);
	const keys = [sealing, ...(old === null ? [] : [await importKey(old)])];

	return {
		async seal(credential, settlementId) {
			const iv = crypto.getRandomValues(new Uint8Array(12));
			const ciphertext = await crypto.subtle.encrypt(
				parameters(iv, settlementId),
				sealing.key,
				new TextEncoder().encode(credential),
			);
			return {
				key_id: sealing.id,
				iv: toBase64(iv),
				ciphertext: toBase64(new Uint8Array(ciphertext)),
			};
		},
		async open({ key_id, iv, ciphertext }, settlementId) {
			const found = keys.find(({ id }) => id === key_id);
			if (found === undefined) return null;
			try {
				const bytes = await crypto.subtle.decrypt(
					parameters(fromBase64(iv), settlementId),
					found.key,
					fromBase64(ciphertext),
				);
				return new TextDecoder().decode(bytes);
			} catch {
				return null;
			}
		},
	};
}

type SealKey = { id: string; key: CryptoKey };

async function importKey(raw: Uint8Array): Promise<SealKey> {
	const bytes = new Uint8Array(raw);
	const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [
		"encrypt",
		"decrypt",
	]);
	return { id: toBase64(hash.slice(0, 6)), key };
}

function parameters(iv: Uint8Array<ArrayBuffer>, settlementId: string) {
	const additionalData = new TextEncoder().encode(settlementId);
	return { name: "AES-GCM", iv, additionalData };
}

function toBase64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
