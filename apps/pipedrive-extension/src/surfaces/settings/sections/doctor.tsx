import { useCallback, useState } from 'react';
import type { DoctorCheck, DoctorView } from '#core/contract/doctor-view.ts';
import { Button } from '../../../components/button.tsx';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { momentWords } from '../../../dates.ts';
import { useAnswer } from '../../../hooks/use-answer.ts';
import { useVocabulary } from '../form-context.ts';
import { byUrgency, countOf } from '../model/installation.ts';
import { pathWords } from '../model/words.ts';
import type { SettingsApi } from '../settings-api.ts';
import { checkTexts } from '../texts/checks.ts';
import { toolTexts } from '../texts/tools.ts';

/** Every check of the installation, and how to put right what is wrong. */
export function Doctor({ api, nowMs }: { api: SettingsApi; nowMs: () => number }) {
  const texts = useTexts(toolTexts);
  const { again } = useTexts(checkTexts);
  const [round, setRound] = useState(0);
  return (
    <section className="tool" aria-label={texts.doctorTitle}>
      <header className="tool-head">
        <h2>{texts.doctorTitle}</h2>
        <Button onClick={() => setRound(round + 1)}>{again}</Button>
      </header>
      <p className="hint">{texts.doctorHint}</p>
      <Report key={round} api={api} nowMs={nowMs} />
    </section>
  );
}

function Report({ api, nowMs }: { api: SettingsApi; nowMs: () => number }) {
  const texts = useTexts(toolTexts);
  const ask = useCallback((signal: AbortSignal) => api.doctor(signal), [api]);
  const { answer, retry } = useAnswer(ask);
  if (answer === null) return <Skeleton label={texts.checking} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  return <Findings report={answer.value} nowMs={nowMs()} />;
}

function Findings({ report, nowMs }: { report: DoctorView; nowMs: number }) {
  const texts = useTexts(toolTexts);
  const { at } = useTexts(checkTexts);
  const language = useLanguage();
  const wrong = countOf(report.checks, ({ state }) => state === 'wrong');
  return (
    <>
      <p role="status">
        {wrong === 0 ? texts.doctorWell : texts.doctorWrong(wrong)}{' '}
        <span className="hint">{at(momentWords(report.at, nowMs, language))}</span>
      </p>
      <table aria-label={texts.doctorTitle}>
        <thead>
          <tr>
            <th scope="col">{texts.check}</th>
            <th scope="col">{texts.result}</th>
            <th scope="col">{texts.state}</th>
          </tr>
        </thead>
        <tbody>
          {byUrgency(report.checks).map((check) => (
            <CheckRow key={`${check.area} ${check.name} ${check.detail}`} check={check} />
          ))}
        </tbody>
      </table>
    </>
  );
}

const tones = { ok: 'success', wrong: 'danger', advice: 'warning' } as const;

function CheckRow({ check }: { check: DoctorCheck }) {
  const texts = useTexts(toolTexts);
  const words = useTexts(checkTexts);
  const vocabulary = useVocabulary();
  const { area, name, state, detail, fix, who } = check;
  // A problem of the settings is named by its path there.
  const title = area === 'settings' && state !== 'ok' ? pathWords(name, vocabulary) : name;
  return (
    <tr>
      <td>
        {title} <span className="hint">{texts.area[area] ?? area}</span>
      </td>
      <td>
        {detail}
        {fix !== null && (
          <p className="fix">
            {words.fix(fix)} {who !== null && <span className="hint">({words.who[who]})</span>}
          </p>
        )}
      </td>
      <td>
        <span className={`badge badge-${tones[state]}`}>{texts.checkState[state]}</span>
      </td>
    </tr>
  );
}
