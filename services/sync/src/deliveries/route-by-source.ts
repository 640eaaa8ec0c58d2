import type { Routing } from './route-deliveries.ts';
import { helpscoutSource, routeHelpscout } from './route-helpscout.ts';
import { type PipedriveRouting, passOverPipedrive, routePipedrive } from './route-pipedrive.ts';
import { requestFormSource, routeRequestForm } from './route-request-form.ts';

/** Each delivery goes the way of its source. */
export function routeBySource(routing: PipedriveRouting): Routing {
  const { companyOf } = routing;
  const others = [requestFormSource, helpscoutSource];
  return {
    passOver: (store, deliveries) =>
      passOverPipedrive(
        routing,
        store,
        deliveries.filter(({ source }) => !others.includes(source)),
      ),
    route: (store, delivery, following) => {
      if (delivery.source === requestFormSource) return routeRequestForm(companyOf, store, delivery);
      if (delivery.source === helpscoutSource) return routeHelpscout(companyOf, store, delivery, following);
      return routePipedrive(routing, store, delivery, following);
    },
  };
}
