/** The package is CommonJS, gives the path of its binary as `default`, and has no types. */
declare module "workerd" {
  const workerd: { readonly default: string };
  export default workerd;
}
