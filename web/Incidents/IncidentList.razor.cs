using System.Collections.Immutable;
using System.Globalization;
using CityActors.Cases;
using CityActors.Incidents;
using CityActors.Web.Cases;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Incidents;

/// <summary>The incidents of the city, newest opened first, as they stand. The address says which are looked at.</summary>
public sealed partial class IncidentList : CasePage
{
    private const int RowsMax = 50;
    private const string OpenWord = "open";
    private const string AllWord = "all";

    private readonly Trail trail = new();
    private IncidentPage list = new([], null, 0, 0);
    private ImmutableDictionary<Severity, long> counts = ImmutableDictionary<Severity, long>.Empty;
    private string? looked;

    /// <summary>Phase; null: those that are not closed.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    /// <summary>Only this severity.</summary>
    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    /// <summary>Only this family.</summary>
    [SupplyParameterFromQuery(Name = "family")]
    public string? Family { get; set; }

    /// <summary>Only of this zone, URN.</summary>
    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    /// <summary>Only of this owner.</summary>
    [SupplyParameterFromQuery(Name = "owner")]
    public string? Owner { get; set; }

    /// <summary>Words in title or description.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <inheritdoc/>
    protected override ImmutableArray<string> Kinds { get; } = [CaseKinds.Incident];

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    [Inject]
    private Operator Operator { get; set; } = null!;

    private Severity? Worst => CaseWords.Parse<Severity>(Severity);

    private IEnumerable<(string, string)> States =>
    [
        (OpenWord, T["State.open"]),
        .. Enum.GetValues<IncidentPhase>().Select(phase => (phase.ToString(), T["Phase." + phase].Value)),
        (AllWord, T["State.all"]),
    ];

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var look = string.Join('\n', State, Severity, Family, Zone, Owner, Text);
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
        await Zones.Read();
        var incidents = Grains.GetGrain<IIncidentsGrain>(0);
        var query = IncidentQuery.All with
        {
            Phases = Phases(), Family = Family, Zone = Zone, Owner = Owner, Text = Text, After = trail.At, Most = RowsMax,
        };
        var listed = incidents.List(query with { Severities = Worst is { } worst ? [worst] : [] });
        var counted = incidents.Count(query with { After = null });
        await Task.WhenAll(listed, counted);
        return () =>
        {
            list = listed.Result;
            counts = counted.Result.GroupBy(static count => count.Severity)
                .ToImmutableDictionary(static group => group.Key, static group => group.Sum(static count => count.Count));
        };
    }

    private ImmutableArray<IncidentPhase> Phases() => State switch
    {
        AllWord => [],
        not OpenWord when CaseWords.Parse<IncidentPhase>(State) is { } phase => [phase],
        _ => [IncidentPhase.Open, IncidentPhase.Acknowledged, IncidentPhase.InProgress, IncidentPhase.Resolved],
    };

    // Opened by hand, an incident has its operator and a key of the form as its cause: pressing twice opens it once.
    private Task Open(IncidentOpening opening) => Act(async () =>
    {
        var cause = $"hand:{Operator.Actor}:{opening.Cause}";
        var answer = await Grains.GetGrain<IIncidentGrain>(IncidentId.Of(cause)).OpenFor(opening with { Cause = cause }, Order());
        if (answer.IsDone)
        {
            Navigation.NavigateTo("/incidents/" + answer.Id);
        }

        return CaseWords.Answer(Cases, answer);
    });

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
