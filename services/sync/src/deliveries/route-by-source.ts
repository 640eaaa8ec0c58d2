import type { Routing } from './route-deliveries.ts';
import { type PipedriveRouting, passOverPipedrive, routePipedrive } from './route-pipedrive.ts';
import { requestFormSource, routeRequestForm } from './route-request-form.ts';

/** Each delivery goes the way of its source. */
export function routeBySource(routing: PipedriveRouting): Routing {
  return {
    passOver: (store, deliveries) =>
      passOverPipedrive(
        routing,
        store,
        deliveries.filter(({ source }) => source !== requestFormSource),
      ),
    route: (store, delivery, following) =>
      delivery.source === requestFormSource
        ? routeRequestForm(routing.companyOf, store, delivery)
        : routePipedrive(routing, store, delivery, following),
  };
}
