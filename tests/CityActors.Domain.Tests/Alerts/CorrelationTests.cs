using CityActors.Cases;
using CityActors.Domain.Alerts.Correlation;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Alerts;

/// <summary>Which incidents draw an alert to them.</summary>
public sealed class CorrelationTests
{
    private static readonly CorrelationSettings Settings = new(TimeSpan.FromMinutes(30), Severity.Medium, 3);

    [Fact]
    public void An_incident_draws_as_long_as_one_of_its_alerts_stands()
    {
        var links = Correlation.Empty.With(Link("a", "i", 0));

        Assert.Equal(["i"], links.Candidates(At(600), Settings));
        Assert.Empty(links.With(Link("a", "i", 0) with { IsStanding = false, OverAt = At(60) }).Candidates(At(91), Settings));
        Assert.Equal(["i"], links.With(Link("a", "i", 0) with { IsStanding = false, OverAt = At(60) }).Candidates(At(90), Settings));
    }

    [Fact]
    public void The_newest_incident_comes_first_and_a_full_one_not_at_all()
    {
        var links = Correlation.Empty.With(Link("a", "old", 0)).With(Link("b", "new", 5));

        Assert.Equal(["new", "old"], links.Candidates(At(10), Settings));
        Assert.Equal(["old"], links.With(Link("c", "new", 6)).With(Link("d", "new", 7)).Candidates(At(10), Settings));
    }

    [Property]
    public void What_was_over_long_ago_is_forgotten_and_nothing_else(int[] minutes)
    {
        var links = minutes.Aggregate(Correlation.Empty, static (all, minute) => all.With(
            Link($"{minute}", $"i{minute}", minute % 1000) with { IsStanding = minute % 2 == 0, OverAt = At(minute % 1000) }));

        var kept = links.Since(At(0));

        Assert.Equal(
            minutes.Where(static minute => minute % 2 == 0 || minute % 1000 >= 0).Select(static minute => $"i{minute}").Distinct().Order(),
            kept.Groups.Keys.Order());
    }

    private static DateTimeOffset At(int minute) => AlertLife.Start.AddMinutes(minute);

    private static AlertLink Link(string episode, string incident, int minute) =>
        new(episode, incident, "flood|z", "flood", "urn:t", At(minute), LinkReason.Area, [], true, null);
}
