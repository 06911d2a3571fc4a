using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Domain.Alerts;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>What alerts tell their correlators, and who brings it there.</summary>
internal sealed class AlertTelling(IGrainFactory grains) : ICaseTeller
{
    private const string ToCorrelators = "correlator";

    /// <inheritdoc/>
    public string Topic => ToCorrelators;

    /// <summary>Adds what a correlator must hear when an alert begins or ends to stand.</summary>
    /// <param name="messages">Where to.</param>
    /// <param name="before">The alert before; null: it was not there.</param>
    /// <param name="after">The alert now.</param>
    public static void Add(ImmutableArray<CaseMessage>.Builder messages, Alert? before, Alert after)
    {
        if ((before?.IsStanding ?? false) != after.IsStanding)
        {
            messages.Add(new CaseMessage(
                ToCorrelators, $"{after.Episode}:{after.Version}", after.Correlator,
                CaseJson.Write(new AlertNews(AlertViews.Show(after), IsOver: !after.IsStanding))));
        }
    }

    /// <inheritdoc/>
    public Task Tell(string recipient, IReadOnlyList<CaseMessage> messages, CancellationToken cancellationToken) =>
        grains.GetGrain<ICorrelatorGrain>(recipient)
            .Hear([.. messages.Select(static message => CaseJson.Read<AlertNews>(message.Body))]);
}
