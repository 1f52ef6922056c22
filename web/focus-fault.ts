/** Goes to the first field of a form that the browser takes for wrong, else to the first that there is. */
export function focusFault(form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement>("input, select, textarea")];
  (fields.find((field) => !field.validity.valid) ?? fields[0])?.focus();
}
