using CityActors.Alerts;
using CityActors.Grains.Alerts.Suppressions;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Alerts;

/// <summary>What an alert looks up: the name of its rule, who folds it, and which window hides it.</summary>
internal sealed class AlertPorts(RuleTitles titles, ZoneLadder zones, SuppressionBook suppressions, IOptions<AlertOptions> options)
{
    /// <summary>Name of the rule, and who folds the alert to incidents.</summary>
    public async ValueTask<(string Title, string Correlator)> Name(AlertReport report) => (
        await titles.Of(report.Rule, report.RuleVersion),
        $"{report.Family}|{await zones.Area(report.Zone, options.Value.AreaLevel)}");

    /// <summary>Suppression window that covers an alert at a moment; null: none does.</summary>
    public async ValueTask<string?> Window(AlertReport report, DateTimeOffset at) =>
        suppressions.IsEmpty ? null : suppressions.Covering(report, await zones.Above(report.Zone), at);
}
