import type { ConversionChoices } from '#core/contract/conversion-view.ts';
import { inLanguage } from '#core/model/localized.ts';
import type { Reader } from '../present-request.ts';
import { todayFor } from './present-promise.ts';

/** What forms of a conversion offer, in the reader's language. */
export function conversionChoices(reader: Pick<Reader, 'company' | 'language' | 'now'>): ConversionChoices {
  const { company, language } = reader;
  const { conversion, undoSeconds } = company.settings;
  const current = (company.followUps ?? []).filter(({ isCurrent }) => isCurrent);
  return {
    isEnabled: conversion.enabled,
    owners: company.staff.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
    blockedReasons: conversion.blockedReasons.map(({ key, label }) => ({
      key,
      label: inLanguage(label, language),
    })),
    followUps: current.map(({ key, number, rule }) => ({
      key,
      label: inLanguage(rule.label, language),
      version: number,
    })),
    documents: conversion.documents.map((label) => inLanguage(label, language)),
    undoSeconds,
    today: todayFor(reader),
  };
}
