using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Grains.Cases;
using CityActors.Incidents;

namespace CityActors.Grains.Incidents;

/// <summary>Tells incidents what others hand over to them, and how their work orders go on.</summary>
internal sealed class IncidentTeller(IGrainFactory grains) : ICaseTeller
{
    /// <inheritdoc/>
    public string Topic => IncidentWays.ToIncidents;

    /// <inheritdoc/>
    public async Task Tell(string recipient, IReadOnlyList<CaseMessage> messages, CancellationToken cancellationToken)
    {
        var incident = grains.GetGrain<IIncidentGrain>(recipient);
        foreach (var message in messages)
        {
            var answer = CaseJson.Read<Tell>(message.Body) switch
            {
                TransferTell tell => await incident.Take(tell.Transfer, new MoveOrder(message.Id)),
                WorkTell tell => await incident.Do(new TellWork(tell.Work), new MoveOrder(message.Id)),
                var other => throw new InvalidDataException($"Message {message.Id} is of an unknown kind: {other.GetType().Name}."),
            };

            // A work order may name an incident that was never there; links that go over are never turned away.
            if (!answer.IsDone && answer.Outcome != MoveOutcome.NotFound)
            {
                throw new InvalidOperationException($"Incident {recipient} did not take {message.Id}: {answer.Detail}");
            }
        }
    }
}
