/** The applications of what the lists have shown, to choose from. */
class SeenApplications {
  names = $state.raw<readonly string[]>([]);

  add(of: readonly { readonly application: string }[]): void {
    const all = new Set([...this.names, ...of.map(({ application }) => application)]);
    if (all.size > this.names.length) this.names = [...all].toSorted();
  }
}

export const seenApplications = new SeenApplications();
