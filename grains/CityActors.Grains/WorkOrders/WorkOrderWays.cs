using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Registry;
using CityActors.Domain.WorkOrders;
using CityActors.Grains.Cases;
using CityActors.Grains.Incidents;
using CityActors.Incidents;
using CityActors.WorkOrders;

namespace CityActors.Grains.WorkOrders;

/// <summary>How work orders are kept, listed, and told of.</summary>
internal static class WorkOrderWays
{
    public const string CreatedAt = "createdAt";
    public const string Phase = "phase";
    public const string Severity = "severity";
    public const string Crew = "crew";
    public const string Incident = "incident";
    public const string Twin = "twin";
    public const string Overdue = "overdue";
    public const string Files = "files";
    public const string Words = "words";

    /// <summary>By what work orders are listed.</summary>
    public static CaseIndex Index { get; } = new(
        CaseKinds.WorkOrder, 1, CreatedAt,
        [
            new(CreatedAt, CaseColumnKind.Number), new(Phase, CaseColumnKind.Number), new(Severity, CaseColumnKind.Number),
            new(Crew, CaseColumnKind.Text), new(Incident, CaseColumnKind.Text), new(Twin, CaseColumnKind.Text),
            new(Overdue, CaseColumnKind.Number), new(Files, CaseColumnKind.Set), new(Words, CaseColumnKind.Words),
        ],
        static events => Of(events[0].Case.Id).Project(events));

    /// <summary>The ways of a work order.</summary>
    public static CaseWays<WorkOrder, WorkOrderEvent> Of(string id) => new(
        (order, recorded) => WorkOrderFold.Apply(order, id, recorded), WorkOrderTimeline.Entry, Row, WorkOrderMoves.Allowed, Messages);

    private static CaseRow Row(WorkOrder order) => CaseRow.Of(CaseJson.Write(order.State()), order.NextDue)
        .With(CreatedAt, order.CreatedAt)
        .With(Phase, (long)order.Phase)
        .With(Severity, (long)order.Severity)
        .With(Crew, order.Crew)
        .With(Incident, order.Incident)
        .With(Twin, order.Twin)
        .With(Overdue, order.IsOverdue ? 1 : 0)
        .WithAll(Files, order.Evidence.Select(static attachment => attachment.Checksum))
        .WithAll(Words, TwinWords.Of(order.Title, order.Description).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // The incident hears how far its order is, not every note in it.
    private static ImmutableArray<CaseMessage> Messages(
        WorkOrder order, IReadOnlyList<Recorded<WorkOrderEvent>> recorded, ImmutableArray<Tell> tells)
    {
        if (order.Incident is not { } incident || recorded.All(static each => !IsPhase(each.Event)))
        {
            return [];
        }

        var phase = JsonNamingPolicy.KebabCaseLower.ConvertName(order.Phase.ToString());
        return
        [
            IncidentWays.Message(new WorkTell(
                incident, string.Create(null, $"work:{order.Id}:{order.Version}"), new IncidentWork(order.Id, phase, order.Version))),
        ];
    }

    private static bool IsPhase(WorkOrderEvent happened) => happened is WorkCreated or WorkAssigned or WorkAccepted or WorkRejected
        or WorkStarted or WorkDone or WorkVerified or WorkReturned or WorkCancelled;
}
