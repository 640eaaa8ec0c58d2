import { Suspense } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import type { ImportAnswer } from './contract.ts';
import { seen } from './model/problems.ts';
import type { Place } from './model/sections.ts';
import { CrmFields } from './sections/crm-fields.tsx';
import { Decisions } from './sections/decisions.tsx';
import { Evidence } from './sections/evidence.tsx';
import { General } from './sections/general.tsx';
import { Other } from './sections/other.tsx';
import { People } from './sections/people.tsx';
import { Pipelines } from './sections/pipelines.tsx';
import { PublicForm } from './sections/public-form.tsx';
import type { SettingsApi } from './settings-api.ts';
import { pageTexts } from './texts/page.ts';
import { useFocusOn } from './use-focus-on.ts';
import type { Settings } from './use-settings.ts';

// Opened now and then only: the fields do not wait for them.
const Conversion = lazyPart(async () => (await import('./sections/conversion.tsx')).Conversion);
const FollowUps = lazyPart(async () => (await import('./sections/follow-ups.tsx')).FollowUps);
const Helpscout = lazyPart(async () => (await import('./sections/helpscout.tsx')).Helpscout);
const History = lazyPart(async () => (await import('./sections/history.tsx')).History);
const Installation = lazyPart(async () => (await import('./sections/installation.tsx')).Installation);
const Mails = lazyPart(async () => (await import('./sections/mails.tsx')).Mails);
const Slack = lazyPart(async () => (await import('./sections/slack.tsx')).Slack);
const Transfer = lazyPart(async () => (await import('./sections/transfer.tsx')).Transfer);

interface BodyProps {
  place: Place;
  settings: Settings;
  api: SettingsApi;
  nowMs(): number;
}

/** The section that the address names. */
export function SectionBody(props: BodyProps) {
  const texts = useTexts(pageTexts);
  const { section, path } = props.place;
  useFocusOn(path);
  return (
    <section className="section" aria-labelledby="section-title">
      <h2 id="section-title">{texts.section[section]}</h2>
      <Suspense fallback={<Skeleton label={texts.loading} />}>
        <Fields {...props} />
      </Suspense>
    </section>
  );
}

function Fields({ place: { section, path }, settings, api, nowMs }: BodyProps) {
  const { revision, slack, helpscout } = settings.saved;
  const take = (read: ImportAnswer) => settings.replace(read.settings, seen(read.problems, read.settings));
  switch (section) {
    case 'general':
      return <General />;
    case 'people':
      return <People />;
    case 'pipelines':
      return <Pipelines />;
    case 'decisions':
      return <Decisions />;
    case 'evidence':
      return <Evidence />;
    case 'fields':
      return <CrmFields />;
    case 'form':
      return <PublicForm />;
    case 'conversion':
      return <Conversion />;
    case 'followUps':
      return <FollowUps api={api} revision={revision} />;
    case 'mails':
      return <Mails api={api} revision={revision} path={path} />;
    case 'slack':
      return slack && <Slack key={revision} slack={slack} onOpen={settings.refresh} />;
    case 'helpscout':
      return helpscout && <Helpscout key={revision} helpscout={helpscout} onOpen={settings.refresh} />;
    case 'other':
      return <Other hasSlack={slack !== null} />;
    case 'history':
      return <History key={revision} api={api} nowMs={nowMs} />;
    case 'transfer':
      return <Transfer api={api} onTake={take} />;
    case 'installation':
      return <Installation api={api} nowMs={nowMs} onApplied={settings.refresh} />;
  }
}
