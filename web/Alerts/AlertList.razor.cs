using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Web.Cases;
using CityActors.Web.Console.Paging;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Alerts;

/// <summary>
/// The alerts of the city, newest first, as they stand: a new one appears, one that returns or clears says so or leaves, by itself. The
/// address says which are looked at.
/// </summary>
public sealed partial class AlertList : CasePage
{
    private const int RowsMax = 50;

    private readonly Trail trail = new();
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private AlertPage page = new([], null, 0, 0);
    private ImmutableDictionary<Severity, long> counts = ImmutableDictionary<Severity, long>.Empty;
    private string? looked;

    /// <summary>Which alerts, see <see cref="AlertShelf"/>; null: those that are open.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    /// <summary>Only this severity.</summary>
    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    /// <summary>Only this family of rules.</summary>
    [SupplyParameterFromQuery(Name = "family")]
    public string? Family { get; set; }

    /// <summary>Only in this zone and below it, URN.</summary>
    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    /// <summary>Words in title, rule, twin or channel.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <summary>Only of this twin, URN.</summary>
    [SupplyParameterFromQuery(Name = "twin")]
    public string? Twin { get; set; }

    /// <inheritdoc/>
    protected override ImmutableArray<string> Kinds { get; } = [CaseKinds.Alert];

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    private Severity? Worst => CaseWords.Parse<Severity>(Severity);

    // What is allowed for at least one of those that are chosen: of the others the answer says why not.
    private ImmutableHashSet<string> Allowed => [.. page.Alerts.Where(alert => chosen.Contains(alert.Episode))
        .SelectMany(static alert => alert.Allowed)];

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var look = string.Join('\n', State, Severity, Family, Zone, Text, Twin);
        if (look != looked)
        {
            looked = look;
            trail.Restart();
            chosen.Clear();
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        await Zones.Read();
        var alerts = Grains.GetGrain<IAlertsGrain>(0);
        var query = AlertShelf.Query(State) with
        {
            Family = Family, Zone = Zone, Text = Text, Twin = Twin, After = trail.At, Most = RowsMax,
        };
        var listed = alerts.List(query with { Severities = Worst is { } worst ? [worst] : [] });
        var counted = alerts.Count(query with { After = null });
        await Task.WhenAll(listed, counted);
        return () =>
        {
            page = listed.Result;
            counts = counted.Result.GroupBy(static count => count.Severity)
                .ToImmutableDictionary(static group => group.Key, static group => group.Sum(static count => count.Count));
            chosen.IntersectWith(page.Alerts.Select(static alert => alert.Episode));
        };
    }

    private void Select(string episode)
    {
        if (!chosen.Remove(episode))
        {
            chosen.Add(episode);
        }
    }

    private void SelectAll()
    {
        var all = page.Alerts.Select(static alert => alert.Episode).ToList();
        if (all.TrueForAll(chosen.Contains))
        {
            chosen.Clear();
        }
        else
        {
            chosen.UnionWith(all);
        }
    }

    private Task Acknowledge(string episode) =>
        Move(() => Grains.GetGrain<IAlertGrain>(episode).Do(new AcknowledgeAlert(), Order()));

    private Task MoveChosen(AlertAction action, string? reason) => Act(async () =>
    {
        var answers = await Grains.GetGrain<IAlertsGrain>(0).Do([.. chosen], action, Order(reason));
        var refused = answers.FirstOrDefault(static answer => !answer.IsDone);
        var done = answers.Count(static answer => answer.IsDone);
        return Cases["Outcome.Several", done, answers.Length - done] + (refused is null ? "" : " " + CaseWords.Answer(Cases, refused));
    });
}
