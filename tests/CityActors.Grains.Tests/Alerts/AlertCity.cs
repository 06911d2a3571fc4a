using System.Collections.Immutable;
using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Changes;
using CityActors.Incidents;

namespace CityActors.Grains.Tests.Alerts;

/// <summary>What tests of alerts say and ask.</summary>
internal static class AlertCity
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 25, 5, 0, 0, TimeSpan.Zero);

    /// <summary>What the fold would say of an episode.</summary>
    public static AlertReport Report(
        string twin, AlertReportKind kind = AlertReportKind.Raised, int sequence = 1, string family = "flood",
        Severity severity = Severity.High, string? zone = "urn:ngsi-ld:AdministrativeArea:z", int minute = 0) => new(
        kind, sequence, 0, Noon.AddMinutes(minute), Noon.AddMinutes(minute), $"{family}-rule", 1, family, severity, twin, "level", zone,
        null, null, "9.6", "MTR", sequence);

    /// <summary>Raises an alert by itself.</summary>
    public static async Task<string> Raise(this TestCity city, AlertReport report)
    {
        var episode = $"1.0.{Guid.NewGuid():N}.0";
        await city.Alert(episode).Hear([report]);
        return episode;
    }

    public static IAlertGrain Alert(this TestCity city, string episode) => city.Grains.GetGrain<IAlertGrain>(episode);

    /// <summary>The alerts that lists show.</summary>
    public static async Task<ImmutableArray<AlertState>> Alerts(this TestCity city, AlertQuery? query = null) =>
        (await city.Grains.GetGrain<IAlertsGrain>(0).List(query ?? AlertQuery.All)).Alerts;

    /// <summary>All incidents.</summary>
    public static async Task<ImmutableArray<IncidentSummary>> Incidents(this TestCity city) =>
        (await city.Grains.GetGrain<IIncidentsGrain>(0).List(IncidentQuery.All)).Incidents;

    /// <summary>Ends when so many events of a kind of case and type are there and nothing waits to be told.</summary>
    public static Task Happened(this TestCity city, string kind, string type, int count) => city.Pulse.Until(
        () => city.Cases.Events.Count(each => each.Case.Kind == kind && each.Type == type) >= count && city.Cases.Waiting.Count == 0,
        $"{count} '{type}' of {kind}, and nothing that waits");

    /// <summary>Puts alert changes into the change log of a partition, as its fold would.</summary>
    public static async Task Say(this TestCity city, int partition, IEnumerable<(ChangeKind Kind, AlertPicture Picture)> changes)
    {
        var writer = new ChangeWriter();
        var first = city.ChangeLog.Watermark(partition) + 1;
        var sequence = first - 1;
        foreach (var (kind, picture) in changes)
        {
            sequence++;
            writer.Told(
                kind, sequence, 0, 0, picture.ObservedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace, picture, AlertPicture.Write);
        }

        await city.ChangeLog.Append(partition, first, sequence, writer.Count, writer.Written);
    }
}
