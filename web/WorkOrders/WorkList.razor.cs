using System.Collections.Immutable;
using System.Globalization;
using CityActors.Cases;
using CityActors.Web.Cases;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.WorkOrders;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.WorkOrders;

/// <summary>The work orders of the city, newest first, and the crews they are given to. The address says which are looked at.</summary>
public sealed partial class WorkList : CasePage
{
    private const int RowsMax = 50;

    private readonly Trail trail = new();
    private WorkOrderPage list = new([], null, 0, 0);
    private ImmutableDictionary<WorkOrderPhase, long> counts = ImmutableDictionary<WorkOrderPhase, long>.Empty;
    private ImmutableArray<Crew> crews = [];
    private string? looked;

    /// <summary>Phase; null: all.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    /// <summary>Only this severity.</summary>
    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    /// <summary>Only of this crew, by id.</summary>
    [SupplyParameterFromQuery(Name = "crew")]
    public string? Crew { get; set; }

    /// <summary>True: overdue ones; false: the others.</summary>
    [SupplyParameterFromQuery(Name = "overdue")]
    public string? Overdue { get; set; }

    /// <summary>Words in title or description.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <inheritdoc/>
    protected override ImmutableArray<string> Kinds { get; } = [CaseKinds.WorkOrder];

    [Inject]
    private Operator Operator { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var look = string.Join('\n', State, Severity, Crew, Overdue, Text);
        if (look != looked)
        {
            looked = look;
            trail.Restart();
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        var orders = Grains.GetGrain<IWorkOrdersGrain>(0);
        var query = WorkOrderQuery.All with
        {
            Severities = CaseWords.Parse<Severity>(Severity) is { } severity ? [severity] : [],
            Crew = Crew,
            IsOverdue = bool.TryParse(Overdue, out var overdue) ? overdue : null,
            Text = Text,
            After = trail.At,
            Most = RowsMax,
        };
        var listed = orders.List(query with { Phases = CaseWords.Parse<WorkOrderPhase>(State) is { } phase ? [phase] : [] });
        var counted = orders.Count(query with { After = null });
        var known = Grains.GetGrain<ICrewsGrain>(0).List();
        await Task.WhenAll(listed, counted, known);
        return () => (list, counts, crews) = (
            listed.Result, counted.Result.ToImmutableDictionary(static count => count.Phase, static count => count.Count), known.Result);
    }

    private Task Create(WorkOrderDraft draft) => Move(() =>
    {
        var order = Order();
        return Grains.GetGrain<IWorkOrderGrain>(WorkOrderId.Of($"hand:{Operator.Actor}:{order.Key}")).Create(draft, order);
    });

    private Task PutCrew(Crew crew) => Move(() => Grains.GetGrain<ICrewsGrain>(0).Put(crew, Order()));

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
