using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Web.Cases;
using CityActors.Web.Console.Paging;
using CityActors.WorkOrders;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.WorkOrders;

/// <summary>One work order with the moves that it allows now, its evidence and its timeline.</summary>
public sealed partial class WorkSheet : CasePage
{
    private readonly Trail trail = new();
    private WorkOrderState? order;
    private TimelinePart timeline = TimelinePart.Nothing;
    private ImmutableArray<Crew> crews = [];

    /// <summary>Id of the work order.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Kinds { get; } = [CaseKinds.WorkOrder];

    /// <inheritdoc/>
    protected override bool Concerns(CaseNews news) => news.Id == Id;

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        if (!WorkOrderId.IsValid(Id))
        {
            return () => order = null;
        }

        var grain = Grains.GetGrain<IWorkOrderGrain>(Id);
        if (await grain.Read() is not { } now)
        {
            return () => order = null;
        }

        var known = await Grains.GetGrain<ICrewsGrain>(0).List();
        var part = await TimelinePart.Read(trail, now.Version, grain.Timeline);
        return () => (order, timeline, crews) = (now, part, known);
    }

    private Task Make(WorkOrderAction action, string? reason, long? expected) =>
        Move(() => Grains.GetGrain<IWorkOrderGrain>(Id).Do(action, Order(reason, expected)));
}
