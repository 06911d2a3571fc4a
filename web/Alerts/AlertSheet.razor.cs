using System.Collections.Immutable;
using System.Globalization;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Incidents;
using CityActors.Rules;
using CityActors.Web.Cases;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Alerts;

/// <summary>One alert: what was measured, by which version of which rule, and who did what, when and why.</summary>
public sealed partial class AlertSheet : CasePage
{
    private readonly Trail trail = new();
    private AlertState? alert;
    private TimelinePart timeline = TimelinePart.Nothing;
    private string? advice;
    private string? advised;

    /// <summary>The alert's episode.</summary>
    [Parameter]
    public string Episode { get; set; } = "";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Kinds { get; } = [CaseKinds.Alert];

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    [Inject]
    private Operator Operator { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(CaseNews news) => news.Id == Episode;

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        var grain = Grains.GetGrain<IAlertGrain>(Episode);
        await Zones.Read();
        if (await grain.Read() is not { } now)
        {
            return () => alert = null;
        }

        var part = await TimelinePart.Read(trail, now.Version, grain.Timeline);
        await ReadAdvice(now.Rule);
        return () => (alert, timeline) = (now, part);
    }

    private Task MoveThis(AlertAction action, string? reason) =>
        Move(() => Grains.GetGrain<IAlertGrain>(Episode).Do(action, Order(reason)));

    // Advice belongs to the rule as it is now; a rule that is retired gives none.
    private async Task ReadAdvice(string rule)
    {
        if (rule == advised)
        {
            return;
        }

        try
        {
            var found = await Grains.GetGrain<IRulesGrain>(0).Read(rule, []);
            var isVietnamese = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "vi";
            advice = isVietnamese ? found.Advice?.Vi : found.Advice?.En ?? found.Advice?.Vi;
        }
        catch (DefinitionNotFoundException)
        {
            advice = null;
        }

        advised = rule;
    }

    private Task OpenIncident() => Act(async () =>
    {
        var shown = alert!;
        var cause = $"hand:{Operator.Actor}:{shown.Episode}";
        var answer = await Grains.GetGrain<IIncidentGrain>(IncidentId.Of(cause)).OpenFor(
            new IncidentOpening(
                cause, shown.Title, null, shown.Family, shown.Severity, shown.Zone, shown.Longitude, shown.Latitude,
                [new IncidentAlert(shown.Episode, shown.Twin, shown.Phase == AlertPhase.Cleared, shown.Severity)], [], []),
            Order());
        if (answer.IsDone)
        {
            Navigation.NavigateTo("/incidents/" + answer.Id);
        }

        return CaseWords.Answer(Cases, answer);
    });
}
