using CityActors.Cases;
using CityActors.Domain.Files;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Files;
using CityActors.Grains.Cases;
using CityActors.Grains.Files;
using CityActors.Grains.Twins;
using CityActors.Incidents;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Incidents;

/// <summary>One incident: asks Domain, writes, and answers. What others must hear waits in the case store until they have.</summary>
internal sealed class IncidentGrain : Grain, IIncidentGrain
{
    private readonly string id;
    private readonly CaseBook<Incident, IncidentEvent> book;
    private readonly IFileStore files;
    private readonly bool closesWhenCleared;

    /// <summary>Opens the book of the incident that the key names.</summary>
    public IncidentGrain(
        IGrainContext context, ICaseStore store, IFileStore files, IOptions<IncidentOptions> options, TimeProvider time)
    {
        id = context.GrainId.Key.ToString()!;
        book = new(new CaseId(CaseKinds.Incident, id), IncidentWays.Of(id), store, time);
        this.files = files;
        closesWhenCleared = options.Value.ClosesWhenCleared;
    }

    /// <inheritdoc/>
    public Task<MoveAnswer> OpenFor(IncidentOpening opening, MoveOrder order) =>
        Move(order, opening, incident => IncidentDecisions.Open(incident, id, opening, order));

    /// <inheritdoc/>
    public async Task<MoveAnswer> Do(IncidentAction action, MoveOrder order)
    {
        if (action is AttachToIncident attach && FileRules.Check(attach.Attachment) is null
            && await FileProof.Check(files, attach.Attachment) is { } wrong)
        {
            return new MoveAnswer(MoveOutcome.Invalid, id, 0, 0, wrong, [], null, null);
        }

        // Reading the other one is allowed while it is busy: two that are merged into each other do not wait for each other.
        var into = action is MergeIncident merge && merge.Into != id && IncidentId.IsValid(merge.Into)
            ? await GrainFactory.GetGrain<IIncidentGrain>(merge.Into).Read()
            : null;
        return await Move(
            order, action, incident => IncidentDecisions.Decide(incident, id, action, order, into, closesWhenCleared));
    }

    /// <inheritdoc/>
    public Task<MoveAnswer> Take(IncidentTransfer transfer, MoveOrder order) =>
        Move(order, transfer, incident => IncidentDecisions.Take(incident, id, transfer, closesWhenCleared));

    /// <inheritdoc/>
    public async Task<IncidentState?> Read()
    {
        if (!IncidentId.IsValid(id))
        {
            return null;
        }

        await book.Open();
        return book.Case?.State();
    }

    /// <inheritdoc/>
    public Task<TimelinePage> Timeline(long after, int most)
    {
        Most.Check(most, 1_000);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return book.Timeline(after, most);
    }

    private Task<MoveAnswer> Move<T>(MoveOrder order, T content, Func<Incident?, Decision<IncidentEvent>> decide)
        where T : notnull =>
        IncidentId.IsValid(id)
            ? book.Move(order, content, incident => IncidentChecks.Order(order) is { } wrong
                ? Decision<IncidentEvent>.Invalid(wrong)
                : decide(incident))
            : Task.FromResult(new MoveAnswer(
                MoveOutcome.NotFound, id, 0, 0, $"'{id}' is not the id of an incident.", [], null, null));
}
