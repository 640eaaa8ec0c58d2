import { z } from 'zod';
import { startSandbox } from './sandbox.ts';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

const environment = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port(3001),
  SANDBOX_SMTP_PORT: port(3002),
  SANDBOX_FILE: z.string().optional(),
  SANDBOX_SERVICE_URL: z.url().default('http://127.0.0.1:3000'),
  SANDBOX_WEBHOOK_RETRY_MS: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'milliseconds with commas between, for example 3000,30000,150000')
    .transform((text) => text.split(',').map(Number))
    .optional(),
  SANDBOX_STOP_WITH_STDIN: z.string().optional(),
});

async function main(): Promise<void> {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) throw new Error(`Wrong configuration:\n${z.prettifyError(parsed.error)}`);
  const settings = parsed.data;
  const sandbox = await startSandbox({
    host: settings.SANDBOX_HOST,
    port: settings.SANDBOX_PORT,
    smtpPort: settings.SANDBOX_SMTP_PORT,
    serviceUrl: settings.SANDBOX_SERVICE_URL,
    ...(settings.SANDBOX_FILE ? { file: settings.SANDBOX_FILE } : {}),
    ...(settings.SANDBOX_WEBHOOK_RETRY_MS ? { webhookRetryMs: settings.SANDBOX_WEBHOOK_RETRY_MS } : {}),
  });
  const stop = onlyOnce(async () => {
    await sandbox.stop();
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (settings.SANDBOX_STOP_WITH_STDIN === '1') process.stdin.on('close', stop).resume();
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: sandbox.url, environment: sandbox.environment })}\n`,
  );
}

function onlyOnce(action: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    action().catch(fail);
  };
}

function fail(error: unknown): never {
  process.stderr.write(`The sandbox cannot run: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

main().catch(fail);
