import { useLanguage } from '../components/language-context.ts';
import type { Host } from '../host/host.ts';
import { failureProblem } from '../service/failures.ts';
import type { Commands } from './use-commands.ts';

/** Opens the refusal modal of the host; `onClosed` is called when it is gone, whatever was done in it. */
export function useRefusal(
  host: Host,
  commands: Commands,
  onClosed: () => void,
): (requestId: string) => void {
  const language = useLanguage();
  async function open(requestId: string): Promise<void> {
    commands.forgetNews();
    try {
      await host.openRefusal(requestId);
      onClosed();
    } catch {
      commands.report(failureProblem('host-silent', language), () => void open(requestId));
    }
  }
  return (requestId) => void open(requestId);
}
