using CityActors.Incidents;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>Which incidents can still be joined, asked once for each in a batch.</summary>
internal sealed class IncidentLookup(IGrainFactory grains)
{
    private const int HopsMax = 8;
    private readonly Dictionary<string, string?> known = new(StringComparer.Ordinal);

    /// <summary>An incident that is about to be opened.</summary>
    public void Opened(string incident) => known[incident] = incident;

    /// <summary>The incident to join: itself, or the one that it was merged into; null when it is resolved or closed.</summary>
    public async ValueTask<string?> Joinable(string incident)
    {
        if (!known.TryGetValue(incident, out var joinable))
        {
            known[incident] = joinable = await Ask(incident);
        }

        return joinable;
    }

    private async Task<string?> Ask(string incident)
    {
        for (var hop = 0; hop < HopsMax; hop++)
        {
            var state = await grains.GetGrain<IIncidentGrain>(incident).Read();
            if (state is null)
            {
                return incident; // it is still to be told that it opens
            }

            if (state.MergedInto is null)
            {
                return state.Phase is IncidentPhase.Resolved or IncidentPhase.Closed ? null : incident;
            }

            incident = state.MergedInto;
        }

        return null;
    }
}
