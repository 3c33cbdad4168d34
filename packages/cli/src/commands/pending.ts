import { CliError } from '../cli-error.ts'

/** Stands where a command's work will be; it says so rather than ending as if all were well. */
export function pending(): never {
  throw new CliError('command_pending', { where: 'rightful', hint: 'Its flags are settled; its work is being built.' })
}
