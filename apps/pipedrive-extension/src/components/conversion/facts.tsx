import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import { ageWords } from '../../dates.ts';
import { shortDayWords } from '../../days.ts';
import { useLanguage, useTexts } from '../language-context.ts';
import { requestTexts } from '../request/texts.ts';
import { Fact } from './fact.tsx';
import { channelWords, conversionTexts } from './texts.ts';
import { channelCounts } from './view-model.ts';

interface FactsProps {
  conversion: ConversionDetails;
  now: number;
  /** Whether nothing else in the panel says who the client is. */
  isAlone: boolean;
}

/** What is known of the client: who takes care, which path, which days, and how often people were in touch. */
export function Facts(props: FactsProps) {
  const { conversion } = props;
  const texts = useTexts(conversionTexts);
  const language = useLanguage();
  const { owner, path, procedure, goLiveOn } = conversion;
  return (
    <section className="facts" aria-label={texts.facts}>
      <h3>{texts.facts}</h3>
      <dl>
        {props.isAlone && <Client conversion={conversion} />}
        {owner && <Fact name={texts.owner}>{owner.name}</Fact>}
        {path && <Fact name={texts.path}>{texts.pathName[path]}</Fact>}
        {procedure && (
          <Fact name={texts.procedure}>{texts.procedureOf(procedure.name, procedure.administration)}</Fact>
        )}
        <Presentation conversion={conversion} />
        {goLiveOn && <Fact name={texts.goLive}>{texts.goLiveOn(shortDayWords(goLiveOn, language))}</Fact>}
        <Account {...props} />
        <Contacts {...props} />
        <Completeness conversion={conversion} />
      </dl>
    </section>
  );
}

type OfConversion = Pick<FactsProps, 'conversion'>;

function Client({ conversion: { organization, person } }: OfConversion) {
  const texts = useTexts(conversionTexts);
  return (
    <>
      {organization && <Fact name={texts.organization}>{organization.name}</Fact>}
      {person && (
        <Fact name={texts.contact}>
          {person.name}
          {person.email && <span className="hint">{person.email}</span>}
        </Fact>
      )}
    </>
  );
}

function Presentation({ conversion: { presentation } }: OfConversion) {
  const texts = useTexts(conversionTexts);
  const language = useLanguage();
  if (presentation === null) return null;
  const day = shortDayWords(presentation.on, language);
  return (
    <Fact name={texts.presentation}>
      {presentation.isHeld ? texts.presentationHeld(day) : texts.presentationBooked(day)}
    </Fact>
  );
}

function Account({ conversion: { account }, now }: FactsProps) {
  const texts = useTexts(conversionTexts);
  const states = useTexts(requestTexts).account;
  const language = useLanguage();
  if (account === null) return null;
  return (
    <Fact name={texts.account}>
      {states[account.state]}
      {account.lastSignInAt && (
        <span className="hint">{texts.lastSignIn(ageWords(account.lastSignInAt, now, language))}</span>
      )}
    </Fact>
  );
}

/** How often people were in touch (MER-05). */
function Contacts({ conversion: { contacts }, now }: FactsProps) {
  const texts = useTexts(conversionTexts);
  const language = useLanguage();
  const { total, byChannel, lastAt, lastHeardAt } = contacts;
  return (
    <Fact name={texts.contacts}>
      {texts.contactCount(total, channelWords(channelCounts(byChannel), texts))}
      {lastAt && <span className="hint">{texts.lastContact(ageWords(lastAt, now, language))}</span>}
      {lastHeardAt && <span className="hint">{texts.lastHeard(ageWords(lastHeardAt, now, language))}</span>}
    </Fact>
  );
}

/** What of the first contact is known (MER-06); a complete record is no news. */
function Completeness({ conversion: { completeness } }: OfConversion) {
  const texts = useTexts(conversionTexts);
  const { percent, missing } = completeness;
  if (missing.length === 0) return null;
  return (
    <Fact name={texts.completeness}>
      {texts.complete(percent)}
      <span className="hint">{texts.missing(missing.join(', '))}</span>
    </Fact>
  );
}
