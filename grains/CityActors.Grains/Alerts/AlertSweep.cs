using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Alerts;

/// <summary>Wakes alerts whose shelving is over.</summary>
internal sealed class AlertSweep(IGrainFactory grains) : ICaseSweep
{
    /// <inheritdoc/>
    public string Kind => CaseKinds.Alert;

    /// <inheritdoc/>
    public Task Wake(string id, CancellationToken cancellationToken) => grains.GetGrain<IAlertGrain>(id).Reconsider();
}
