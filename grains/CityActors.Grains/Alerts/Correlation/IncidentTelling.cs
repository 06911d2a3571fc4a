using CityActors.Cases;
using CityActors.Domain.Alerts.Correlation;
using CityActors.Domain.Cases;
using CityActors.Grains.Cases;
using CityActors.Incidents;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Alerts.Correlation;

/// <summary>Tells incidents what correlators decided. The name of the message is the key of the move, so that it is done once.</summary>
internal sealed partial class IncidentTelling(IGrainFactory grains, ILogger<IncidentTelling> logger) : ICaseTeller
{
    /// <summary>Topic of what correlators tell incidents.</summary>
    public const string ToIncidents = "correlation";

    /// <inheritdoc/>
    public string Topic => ToIncidents;

    /// <inheritdoc/>
    public async Task Tell(string recipient, IReadOnlyList<CaseMessage> messages, CancellationToken cancellationToken)
    {
        var incident = grains.GetGrain<IIncidentGrain>(recipient);
        foreach (var message in messages)
        {
            var order = new MoveOrder(message.Id);
            var answer = CaseJson.Read<IncidentTell>(message.Body) switch
            {
                OpenTell open => await incident.OpenFor(open.Opening, order),
                JoinTell join => await incident.Do(new LinkAlerts(join.Alerts), order),
                OverTell over => await incident.Do(new TellAlert(over.Episode, over.IsOver), order),
                var other => throw new InvalidDataException($"Message {message.Id} is of an unknown kind: {other.GetType().Name}."),
            };

            if (answer.Outcome is MoveOutcome.NotFound or MoveOutcome.Conflict)
            {
                throw new InvalidOperationException($"Incident {recipient} did not take {message.Id}: {answer.Detail}");
            }

            if (!answer.IsDone)
            {
                // It was closed, or is full, since the correlator looked: the alert keeps its link, and telling it again changes nothing.
                LogRefused(logger, recipient, message.Id, answer.Detail);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The incident '{Incident}' did not take '{Message}': {Detail}")]
    private static partial void LogRefused(ILogger logger, string incident, string message, string? detail);
}
