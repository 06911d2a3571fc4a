using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Incidents;

/// <summary>Tells alerts to which incident they belong now. An episode that is no alert is left out: people link what they type.</summary>
internal sealed class AlertTeller(IGrainFactory grains) : ICaseTeller
{
    /// <inheritdoc/>
    public string Topic => IncidentWays.ToAlerts;

    /// <inheritdoc/>
    public async Task Tell(string recipient, IReadOnlyList<CaseMessage> messages, CancellationToken cancellationToken)
    {
        // Only where it ended counts.
        var incident = CaseJson.Read<string>(messages[^1].Body);
        await grains.GetGrain<IAlertGrain>(recipient).Do(new LinkAlert(incident.Length == 0 ? null : incident), MoveOrder.Plain);
    }
}
