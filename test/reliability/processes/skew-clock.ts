// Loaded before a node: its own clock is off by as much as the environment says.
const skewMs = Number(process.env.RIGHTFUL_TEST_SKEW_MS ?? 0)
const RealDate = Date
const { timeOrigin } = performance

Object.defineProperty(performance, 'timeOrigin', { value: timeOrigin + skewMs })

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: readonly unknown[], self) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + skewMs] : [...args], self),
  apply: () => new RealDate(RealDate.now() + skewMs).toString(),
  get: (target, key) => (key === 'now' ? () => RealDate.now() + skewMs : Reflect.get(target, key)),
})
