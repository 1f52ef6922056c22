export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
