using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Incidents;
using CityActors.Web.Cases;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Incidents.Parts;
using CityActors.Web.Zones;
using CityActors.WorkOrders;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Incidents;

/// <summary>
/// One incident with its timeline and the moves that it allows now. Whoever comes second is told who was first, and sees what stands.
/// </summary>
public sealed partial class IncidentSheet : CasePage
{
    private const int OthersMax = 50;
    private const int WorkMax = 20;

    private readonly Trail trail = new();
    private readonly Trail workTrail = new();
    private IncidentState? incident;
    private TimelinePart timeline = TimelinePart.Nothing;
    private WorkOrderPage work = new([], null, 0, 0);
    private ImmutableArray<Crew> crews = [];
    private ImmutableArray<IncidentSummary> others = [];
    private string? looked;

    /// <summary>Id of the incident.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Kinds { get; } = [CaseKinds.Incident, CaseKinds.WorkOrder];

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    [Inject]
    private Operator Operator { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(CaseNews news) => news.Id == Id || news.Kind == CaseKinds.WorkOrder;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (looked != Id)
        {
            looked = Id;
            trail.Restart();
            workTrail.Restart();
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        if (!IncidentId.IsValid(Id))
        {
            return () => incident = null;
        }

        var grain = Grains.GetGrain<IIncidentGrain>(Id);
        await Zones.Read();
        if (await grain.Read() is not { } now)
        {
            return () => incident = null;
        }

        var part = TimelinePart.Read(trail, now.Version, grain.Timeline);
        var orders = Grains.GetGrain<IWorkOrdersGrain>(0).List(
            WorkOrderQuery.All with { Incident = Id, After = workTrail.At, Most = WorkMax });
        var known = Grains.GetGrain<ICrewsGrain>(0).List();
        var near = Grains.GetGrain<IIncidentsGrain>(0).List(IncidentQuery.All with
        {
            Phases = [IncidentPhase.Open, IncidentPhase.Acknowledged, IncidentPhase.InProgress, IncidentPhase.Resolved], Most = OthersMax,
        });
        await Task.WhenAll(part, orders, known, near);
        return () => (incident, timeline, work, crews, others) =
            (now, part.Result, orders.Result, known.Result, [.. near.Result.Incidents.Where(other => other.Id != Id)]);
    }

    private Task Make(IncidentMove move) => Act(async () =>
    {
        var answer = await Grains.GetGrain<IIncidentGrain>(Id).Do(move.Action, Order(move.Reason, move.Expected));
        if (answer is { IsDone: true, Made: { } made })
        {
            Navigation.NavigateTo("/incidents/" + made);
        }

        return CaseWords.Answer(Cases, answer);
    });

    private Task CreateWork(WorkOrderDraft draft) => Move(() =>
    {
        var order = Order();
        return Grains.GetGrain<IWorkOrderGrain>(WorkOrderId.Of($"hand:{Operator.Actor}:{order.Key}")).Create(draft, order);
    });
}
